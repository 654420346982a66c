package dev.merapi.tensor.internal.matrix;

import dev.merapi.tensor.internal.kernel.Gate;
import dev.merapi.tensor.internal.kernel.Simd;
import dev.merapi.tensor.internal.kernel.Species;
import dev.merapi.tensor.internal.matrix.GemmKernel.Update;
import java.util.Arrays;
import java.util.Optional;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Cholesky factor of a symmetric positive definite matrix: {@code A = L·Lᵀ}, L lower triangular
 * with positive diagonal. Only the lower triangle of A is read; the upper one of L is set to 0.
 *
 * <p>Each element is the chain {@code s ← fma(−l_ik, l_jk, s)} from {@code a_ij} over {@code k = 0
 * … j − 1} in order, then {@code l_jj = √s} on the diagonal and {@code l_ij = s / l_jj} below it.
 * Large matrices are factored as {@code A = Uᵀ·U} in scratch, where registers run along rows: a
 * block of rows of U first loses its product with the rows above (a matrix product with the same
 * chains), then is factored row by row. So the bits do not depend on blocks or registers.
 *
 * <p>A pivot that is not positive (or is NaN) ends the work: the leading minor of that order is not
 * positive definite.
 */
public final class CholeskyKernel {
  /** Rows of U per block: a multiple of the rows of a tile of the matrix product. */
  private static final int BLOCK = 36;

  /** Matrices of smaller order do not repay the two transpositions. */
  private static final int SMALL = 16;

  private static final Gate GATE =
      new Gate(
          "cholesky",
          (x, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = i % 33 == 0 ? 32 : x[i];
            }
            var _ = blocks(y, 0, y, 0, 32, new double[workspace(32)]);
          });

  private CholeskyKernel() {}

  /** Doubles of scratch memory; none for small matrices. */
  public static int workspace(int n) {
    return vectors(n) ? n * stride(n) + GemmKernel.workspace(BLOCK, n, n) : 0;
  }

  /**
   * Factors the n × n matrix at {@code a[ao]} into {@code l[lo]}; both may be the same place.
   * Returns 0, or the order of the first leading minor that is not positive definite, in which case
   * L holds nothing of use.
   */
  public static int apply(double[] a, int ao, double[] l, int lo, int n, double[] work) {
    Optional<OpenBlas> library = OpenBlas.forTask((long) n * n * n / 6);
    if (library.isPresent()) {
      for (int i = 0; i < n; i++) {
        System.arraycopy(a, ao + i * n, l, lo + i * n, i + 1);
        Arrays.fill(l, lo + i * n + i + 1, lo + i * n + n, 0);
      }
      return library.get().cholesky(l, lo, n);
    }
    return vectors(n) && GATE.admits(n * n)
        ? blocks(a, ao, l, lo, n, work)
        : scalar(a, ao, l, lo, n);
  }

  /** The factor, or NaN in its lower triangle if A is not positive definite. */
  public static void orNaN(double[] a, int ao, double[] l, int lo, int n, double[] work) {
    if (apply(a, ao, l, lo, n, work) != 0) {
      for (int i = 0; i < n; i++) {
        Arrays.fill(l, lo + i * n, lo + i * n + i + 1, Double.NaN);
        Arrays.fill(l, lo + i * n + i + 1, lo + i * n + n, 0);
      }
    }
  }

  private static boolean vectors(int n) {
    return Simd.on() && n >= SMALL;
  }

  /** Rows of U lie this far apart: registers may run two lengths over the end of a row. */
  private static int stride(int n) {
    return n + 2 * Simd.lanes();
  }

  /** The chains as they are defined, row by row. */
  static int scalar(double[] a, int ao, double[] l, int lo, int n) {
    for (int i = 0; i < n; i++) {
      int row = lo + i * n;
      for (int j = 0; j <= i; j++) {
        double s = a[ao + i * n + j];
        int other = lo + j * n;
        for (int k = 0; k < j; k++) {
          s = Math.fma(-l[row + k], l[other + k], s);
        }
        if (j < i) {
          l[row + j] = s / l[other + j];
        } else if (s > 0) {
          l[row + i] = Math.sqrt(s);
        } else {
          return i + 1;
        }
      }
      Arrays.fill(l, row + i + 1, row + n, 0);
    }
    return 0;
  }

  private static int blocks(double[] a, int ao, double[] l, int lo, int n, double[] u) {
    int ld = stride(n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        u[j * ld + i] = a[ao + i * n + j];
      }
    }
    for (int i = 0; i < n; i += BLOCK) {
      int height = Math.min(BLOCK, n - i);
      int corner = i * ld + i;
      GemmKernel.apply(
          u,
          i,
          ld,
          true,
          u,
          i,
          ld,
          false,
          u,
          corner,
          ld,
          height,
          n - i,
          i,
          Update.SUBTRACT,
          u,
          n * ld);
      int minor = Lanes.rows(u, corner, ld, height, n - i);
      if (minor != 0) {
        return i + minor;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        l[lo + i * n + j] = u[j * ld + i];
      }
      Arrays.fill(l, lo + i * n + i + 1, lo + i * n + n, 0);
    }
    return 0;
  }

  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;
    private static final int L = S.length();

    private Lanes() {}

    /** Factors {@code height} rows of U in place, n columns from the diagonal on. */
    static int rows(double[] u, int uo, int ld, int height, int n) {
      for (int i = 0; i < height; i++) {
        for (int c = i; c < n; c += 2 * L) {
          subtract(u, uo, uo + c, ld, i);
        }
        int diagonal = uo + i * ld + i;
        double pivot = u[diagonal];
        if (!(pivot > 0)) {
          return i + 1;
        }
        double root = Math.sqrt(pivot);
        divide(u, diagonal, n - i, root);
        u[diagonal] = root;
      }
      return 0;
    }

    /**
     * Takes the rows above row i, times their elements in column i, from two registers of row i.
     */
    private static void subtract(double[] u, int factors, int column, int ld, int i) {
      int at = column + i * ld;
      DoubleVector s = DoubleVector.fromArray(S, u, at);
      DoubleVector t = DoubleVector.fromArray(S, u, at + L);
      for (int k = 0; k < i; k++) {
        DoubleVector f = DoubleVector.broadcast(S, -u[factors + k * ld + i]);
        s = f.fma(DoubleVector.fromArray(S, u, column + k * ld), s);
        t = f.fma(DoubleVector.fromArray(S, u, column + k * ld + L), t);
      }
      s.intoArray(u, at);
      t.intoArray(u, at + L);
    }

    private static void divide(double[] u, int at, int n, double root) {
      for (int c = 0; c < n; c += L) {
        DoubleVector.fromArray(S, u, at + c).div(root).intoArray(u, at + c);
      }
    }
  }
}
