package dev.merapi.tensor.internal.matrix;

import dev.merapi.tensor.internal.kernel.Gate;
import dev.merapi.tensor.internal.kernel.Species;
import dev.merapi.tensor.internal.matrix.GemmKernel.Update;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The reverse rule of the Cholesky factor: from L and the adjoint {@code L̄} the symmetric adjoint
 * {@code Ā} of A, the gradient with {@code df = Σ_ij Ā_ij dA_ij} for symmetric dA.
 *
 * <p>Source: I. Murray, "Differentiation of the Cholesky decomposition" (2016), arXiv:1602.07527:
 * the blocked reverse algorithm of section 4.2 around the unblocked one of section 4.1. The blocked
 * form costs two matrix products and a triangular solve per block of 32 columns.
 */
public final class CholeskyReverseKernel {
  private static final int BLOCK = 32;

  private static final Gate GATE =
      new Gate(
          "choleskyReverse",
          (x, y, n) -> {
            System.arraycopy(x, 0, y, 0, n);
            for (int j = BLOCK - 1; j >= 0; j--) {
              var _ = Lanes.rows(x, 0, y, 0, BLOCK, j, BLOCK, x[j]);
            }
          });

  private CholeskyReverseKernel() {}

  /** Doubles of scratch memory. */
  public static int workspace(int n) {
    int width = Math.min(n, BLOCK);
    int product = GemmKernel.workspace(n, n, n);
    return width * width + Math.max(product, TrsmKernel.workspaceRight(width, n));
  }

  /**
   * Turns {@code bar}, which holds {@code L̄} in its lower triangle, into {@code Ā}. Both matrices
   * are n × n and row-major; the upper triangle of {@code bar} is not read.
   */
  public static void apply(double[] l, int lo, double[] bar, int bo, int n, double[] work) {
    for (int end = n; end > 0; end -= Math.min(end, BLOCK)) {
      block(l, lo, bar, bo, n, Math.max(0, end - BLOCK), end, work);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double half = bar[bo + i * n + j] / 2;
        bar[bo + i * n + j] = half;
        bar[bo + j * n + i] = half;
      }
    }
  }

  /**
   * Columns {@code j … k − 1}: with R left of the diagonal block D, C below D and B below R,
   *
   * <pre>
   * C̄ ← C̄ D⁻¹,   B̄ ← B̄ − C̄ R,   D̄ ← D̄ − tril(C̄ᵀ C),   D̄ ← reverse(D, D̄),
   * R̄ ← R̄ − C̄ᵀ B − (D̄ + D̄ᵀ) R.
   * </pre>
   */
  private static void block(
      double[] l, int lo, double[] bar, int bo, int n, int j, int k, double[] work) {
    int width = k - j;
    int below = n - k;
    int r = j * n;
    int d = j * n + j;
    int b = k * n;
    int c = k * n + j;
    int wo = width * width;
    TrsmKernel.right(l, lo + d, n, true, false, bar, bo + c, n, width, below, work);
    GemmKernel.apply(
        bar,
        bo + c,
        n,
        false,
        l,
        lo + r,
        n,
        false,
        bar,
        bo + b,
        n,
        below,
        j,
        width,
        Update.SUBTRACT,
        work,
        wo);
    GemmKernel.apply(
        bar,
        bo + c,
        n,
        true,
        l,
        lo + c,
        n,
        false,
        work,
        0,
        width,
        width,
        width,
        below,
        Update.SET,
        work,
        wo);
    for (int p = 0; p < width; p++) {
      for (int q = 0; q <= p; q++) {
        bar[bo + d + p * n + q] -= work[p * width + q];
      }
    }
    diagonal(l, lo + d, bar, bo + d, n, width);
    for (int p = 0; p < width; p++) {
      work[p * width + p] = 2 * bar[bo + d + p * n + p];
      for (int q = 0; q < p; q++) {
        work[p * width + q] = bar[bo + d + p * n + q];
        work[q * width + p] = bar[bo + d + p * n + q];
      }
    }
    GemmKernel.apply(
        bar,
        bo + c,
        n,
        true,
        l,
        lo + b,
        n,
        false,
        bar,
        bo + r,
        n,
        width,
        j,
        below,
        Update.SUBTRACT,
        work,
        wo);
    GemmKernel.apply(
        work,
        0,
        width,
        false,
        l,
        lo + r,
        n,
        false,
        bar,
        bo + r,
        n,
        width,
        j,
        width,
        Update.SUBTRACT,
        work,
        wo);
  }

  /** The unblocked rule on a diagonal block, from its last row to its first. */
  private static void diagonal(double[] l, int lo, double[] bar, int bo, int n, int width) {
    boolean vectors = GATE.admits(width * width);
    for (int j = width - 1; j >= 0; j--) {
      double d = l[lo + j * n + j];
      double dBar = bar[bo + j * n + j];
      for (int i = j + 1; i < width; i++) {
        double cBar = bar[bo + i * n + j] / d;
        dBar = Math.fma(-l[lo + i * n + j], cBar, dBar);
        bar[bo + i * n + j] = cBar;
      }
      dBar /= d;
      int done = vectors ? Lanes.rows(l, lo, bar, bo, n, j, width, dBar) : 0;
      rows(l, lo, bar, bo, n, j, width, dBar, done);
      bar[bo + j * n + j] = dBar / 2;
    }
  }

  /**
   * Takes the sensitivities of column j, {@code dBar} on the diagonal, out of row j and the rows
   * below it: their columns {@code from … j − 1}.
   */
  private static void rows(
      double[] l, int lo, double[] bar, int bo, int n, int j, int width, double dBar, int from) {
    for (int q = from; q < j; q++) {
      bar[bo + j * n + q] = Math.fma(-dBar, l[lo + j * n + q], bar[bo + j * n + q]);
    }
    for (int i = j + 1; i < width; i++) {
      double cBar = bar[bo + i * n + j];
      for (int q = from; q < j; q++) {
        bar[bo + j * n + q] = Math.fma(-cBar, l[lo + i * n + q], bar[bo + j * n + q]);
        bar[bo + i * n + q] = Math.fma(-cBar, l[lo + j * n + q], bar[bo + i * n + q]);
      }
    }
  }

  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;
    private static final int L = S.length();

    private Lanes() {}

    /** The same for whole registers of columns; returns how many columns that were. */
    static int rows(
        double[] l, int lo, double[] bar, int bo, int n, int j, int width, double dBar) {
      int end = S.loopBound(j);
      for (int q = 0; q < end; q += L) {
        DoubleVector row = DoubleVector.fromArray(S, l, lo + j * n + q);
        DoubleVector sum = DoubleVector.fromArray(S, bar, bo + j * n + q);
        sum = DoubleVector.broadcast(S, -dBar).fma(row, sum);
        for (int i = j + 1; i < width; i++) {
          int at = i * n + q;
          DoubleVector factor = DoubleVector.broadcast(S, -bar[bo + i * n + j]);
          sum = factor.fma(DoubleVector.fromArray(S, l, lo + at), sum);
          factor.fma(row, DoubleVector.fromArray(S, bar, bo + at)).intoArray(bar, bo + at);
        }
        sum.intoArray(bar, bo + j * n + q);
      }
      return end;
    }
  }
}
