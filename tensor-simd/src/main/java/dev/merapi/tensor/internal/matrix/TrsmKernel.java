package dev.merapi.tensor.internal.matrix;

import dev.merapi.tensor.internal.kernel.Gate;
import dev.merapi.tensor.internal.kernel.Simd;
import dev.merapi.tensor.internal.kernel.Species;
import dev.merapi.tensor.internal.matrix.GemmKernel.Update;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Triangular systems with many right-hand sides, solved in place: {@code op(T)·X = B}, T n × n, X n
 * × m, row-major; or {@code X·op(T) = B}, X m × n. The other triangle of T is not read. A zero on
 * the diagonal gives infinities or NaN.
 *
 * <p>Order: the rows of X come in blocks of 32, counted from the top, forwards for an effectively
 * lower triangle and backwards for an upper one. Element {@code (i, j)} is the chain {@code b ←
 * fma(−t_ik, x_kj, b)} over the rows k of the blocks already solved, ascending, then over the
 * solved rows of its own block in the order of their solution, and is divided by {@code t_ii}.
 * (Forwards this is the plain chain over {@code k < i}.) The first part is a matrix product.
 */
public final class TrsmKernel {
  private static final int BLOCK = 32;

  private static final Gate GATE =
      new Gate(
          "trsm",
          (x, y, n) -> {
            System.arraycopy(x, 0, y, 0, n);
            for (int j = 0; j <= 32 - Simd.lanes(); j += Simd.lanes()) {
              Lanes.block(x, 0, 32, 1, true, y, j, 32, 32);
            }
            for (int j = 0; j <= 32 - 4 * Simd.lanes(); j += 4 * Simd.lanes()) {
              Lanes.wide(x, 0, 32, 1, true, y, j, 32, 32);
            }
          });

  private TrsmKernel() {}

  /** Doubles of scratch memory for {@link #left}. */
  public static int workspaceLeft(int n, int m) {
    return GemmKernel.workspace(BLOCK, m, Math.max(0, n - 1));
  }

  /** Doubles of scratch memory for {@link #right}. */
  public static int workspaceRight(int n, int m) {
    return n * m + workspaceLeft(n, m);
  }

  /** Solves {@code op(T)·X = B} where {@code x[xo]} holds B, with rows {@code ldx} apart. */
  public static void left(
      double[] t,
      int to,
      int ldt,
      boolean lower,
      boolean transposed,
      double[] x,
      int xo,
      int ldx,
      int n,
      int m,
      double[] work) {
    left(t, to, ldt, lower, transposed, x, xo, ldx, n, m, work, 0);
  }

  private static void left(
      double[] t,
      int to,
      int ldt,
      boolean lower,
      boolean transposed,
      double[] x,
      int xo,
      int ldx,
      int n,
      int m,
      double[] work,
      int wo) {
    int rowStep = transposed ? 1 : ldt;
    int columnStep = transposed ? ldt : 1;
    boolean forwards = lower != transposed;
    int blocks = (n + BLOCK - 1) / BLOCK;
    for (int step = 0; step < blocks; step++) {
      int i = (forwards ? step : blocks - 1 - step) * BLOCK;
      int height = Math.min(BLOCK, n - i);
      int from = forwards ? 0 : i + height;
      int depth = forwards ? i : n - from;
      GemmKernel.apply(
          t,
          to + i * rowStep + from * columnStep,
          ldt,
          transposed,
          x,
          xo + from * ldx,
          ldx,
          false,
          x,
          xo + i * ldx,
          ldx,
          height,
          m,
          depth,
          Update.SUBTRACT,
          work,
          wo);
      int corner = to + i * (ldt + 1);
      block(t, corner, rowStep, columnStep, forwards, x, xo + i * ldx, ldx, height, m);
    }
  }

  /**
   * Solves {@code X·op(T) = B} where {@code x[xo]} holds B, as {@code op(T)ᵀ·Xᵀ = Bᵀ} in scratch.
   */
  public static void right(
      double[] t,
      int to,
      int ldt,
      boolean lower,
      boolean transposed,
      double[] x,
      int xo,
      int ldx,
      int n,
      int m,
      double[] work) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        work[j * m + i] = x[xo + i * ldx + j];
      }
    }
    left(t, to, ldt, lower, !transposed, work, 0, m, n, m, work, n * m);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        x[xo + i * ldx + j] = work[j * m + i];
      }
    }
  }

  private static void block(
      double[] t,
      int to,
      int rowStep,
      int columnStep,
      boolean forwards,
      double[] x,
      int xo,
      int ldx,
      int n,
      int m) {
    int j = 0;
    if (m >= 8 && GATE.admits(n * m)) {
      for (; j <= m - 4 * Simd.lanes(); j += 4 * Simd.lanes()) {
        Lanes.wide(t, to, rowStep, columnStep, forwards, x, xo + j, ldx, n);
      }
      for (; j <= m - Simd.lanes(); j += Simd.lanes()) {
        Lanes.block(t, to, rowStep, columnStep, forwards, x, xo + j, ldx, n);
      }
    }
    scalar(t, to, rowStep, columnStep, forwards, x, xo + j, ldx, n, m - j);
  }

  /**
   * Takes each row, once solved, out of the others of the block: they do not wait for one another.
   */
  private static void scalar(
      double[] t,
      int to,
      int rowStep,
      int columnStep,
      boolean forwards,
      double[] x,
      int xo,
      int ldx,
      int n,
      int m) {
    int step = forwards ? 1 : -1;
    int end = forwards ? n : -1;
    for (int k = forwards ? 0 : n - 1; k != end; k += step) {
      int solved = xo + k * ldx;
      double pivot = t[to + k * (rowStep + columnStep)];
      for (int j = 0; j < m; j++) {
        x[solved + j] /= pivot;
      }
      for (int i = k + step; i != end; i += step) {
        double factor = -t[to + i * rowStep + k * columnStep];
        int row = xo + i * ldx;
        for (int j = 0; j < m; j++) {
          x[row + j] = Math.fma(factor, x[solved + j], x[row + j]);
        }
      }
    }
  }

  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;
    private static final int L = S.length();

    private Lanes() {}

    /** A block of rows, one register of columns. */
    static void block(
        double[] t,
        int to,
        int rowStep,
        int columnStep,
        boolean forwards,
        double[] x,
        int xo,
        int ldx,
        int n) {
      int first = forwards ? 0 : n - 1;
      int step = forwards ? 1 : -1;
      for (int solved = 0; solved < n; solved++) {
        int i = first + step * solved;
        int row = to + i * rowStep;
        DoubleVector s = DoubleVector.fromArray(S, x, xo + i * ldx);
        for (int l = 0; l < solved; l++) {
          int k = first + step * l;
          DoubleVector factor = DoubleVector.broadcast(S, -t[row + k * columnStep]);
          s = factor.fma(DoubleVector.fromArray(S, x, xo + k * ldx), s);
        }
        s.div(t[row + i * columnStep]).intoArray(x, xo + i * ldx);
      }
    }

    /** The same for four registers of columns, whose chains hide one another's latency. */
    static void wide(
        double[] t,
        int to,
        int rowStep,
        int columnStep,
        boolean forwards,
        double[] x,
        int xo,
        int ldx,
        int n) {
      int first = forwards ? 0 : n - 1;
      int step = forwards ? 1 : -1;
      for (int solved = 0; solved < n; solved++) {
        int i = first + step * solved;
        int row = to + i * rowStep;
        int at = xo + i * ldx;
        DoubleVector s0 = DoubleVector.fromArray(S, x, at);
        DoubleVector s1 = DoubleVector.fromArray(S, x, at + L);
        DoubleVector s2 = DoubleVector.fromArray(S, x, at + 2 * L);
        DoubleVector s3 = DoubleVector.fromArray(S, x, at + 3 * L);
        for (int l = 0; l < solved; l++) {
          int k = first + step * l;
          int other = xo + k * ldx;
          DoubleVector factor = DoubleVector.broadcast(S, -t[row + k * columnStep]);
          s0 = factor.fma(DoubleVector.fromArray(S, x, other), s0);
          s1 = factor.fma(DoubleVector.fromArray(S, x, other + L), s1);
          s2 = factor.fma(DoubleVector.fromArray(S, x, other + 2 * L), s2);
          s3 = factor.fma(DoubleVector.fromArray(S, x, other + 3 * L), s3);
        }
        double pivot = t[row + i * columnStep];
        s0.div(pivot).intoArray(x, at);
        s1.div(pivot).intoArray(x, at + L);
        s2.div(pivot).intoArray(x, at + 2 * L);
        s3.div(pivot).intoArray(x, at + 3 * L);
      }
    }
  }
}
