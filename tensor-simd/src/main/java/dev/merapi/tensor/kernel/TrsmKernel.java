package dev.merapi.tensor.kernel;

import dev.merapi.tensor.kernel.GemmKernel.Update;
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
 * solved rows of its own block, ascending, and is divided by {@code t_ii}. (Forwards this is the
 * plain chain over {@code k < i}.) The first part is a matrix product.
 */
public final class TrsmKernel {
  private static final int BLOCK = 32;

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
    if (Simd.on() && m >= 8) {
      for (; j <= m - Simd.lanes(); j += Simd.lanes()) {
        Lanes.block(t, to, rowStep, columnStep, forwards, x, xo + j, ldx, n);
      }
    }
    scalar(t, to, rowStep, columnStep, forwards, x, xo + j, ldx, n, m - j);
  }

  /** Substitution row by row; the chains of all right-hand sides run side by side. */
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
    for (int step = 0; step < n; step++) {
      int i = forwards ? step : n - 1 - step;
      int row = xo + i * ldx;
      int from = forwards ? 0 : i + 1;
      int until = forwards ? i : n;
      for (int k = from; k < until; k++) {
        double factor = -t[to + i * rowStep + k * columnStep];
        int solved = xo + k * ldx;
        for (int j = 0; j < m; j++) {
          x[row + j] = Math.fma(factor, x[solved + j], x[row + j]);
        }
      }
      double pivot = t[to + i * (rowStep + columnStep)];
      for (int j = 0; j < m; j++) {
        x[row + j] /= pivot;
      }
    }
  }

  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;

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
      for (int step = 0; step < n; step++) {
        int i = forwards ? step : n - 1 - step;
        int from = forwards ? 0 : i + 1;
        int until = forwards ? i : n;
        row(
            t,
            to + i * rowStep,
            columnStep,
            from,
            until,
            t[to + i * (rowStep + columnStep)],
            x,
            xo,
            ldx,
            i);
      }
    }

    private static void row(
        double[] t,
        int to,
        int columnStep,
        int from,
        int until,
        double pivot,
        double[] x,
        int xo,
        int ldx,
        int i) {
      DoubleVector s = DoubleVector.fromArray(S, x, xo + i * ldx);
      for (int k = from; k < until; k++) {
        DoubleVector factor = DoubleVector.broadcast(S, -t[to + k * columnStep]);
        s = factor.fma(DoubleVector.fromArray(S, x, xo + k * ldx), s);
      }
      s.div(pivot).intoArray(x, xo + i * ldx);
    }
  }
}
