package dev.merapi.tensor.kernel;

import java.util.Arrays;

/**
 * One pass over constant data for logistic regression: with {@code z = X·b + c}, the log-likelihood
 * {@code Σ y_i·z_i − log(1 + exp z_i)} of outcomes {@code y_i} in {0, 1} (or proportions between),
 * its gradient {@code Xᵀ·r}, {@code r = y − 1/(1 + exp(−z))}, in b, and {@code Σ r_i} in c.
 *
 * <p>Each tile of X is read once, and the link works on 32 numbers in the first-level cache. Sums
 * run in the eight virtual lanes of {@link DotKernel} over rows.
 */
public final class LogitPassKernel {
  private static final int T = PackedRows.TILE;

  private LogitPassKernel() {}

  /** Doubles of scratch memory: three arrays of a tile, lanes of the columns and of two sums. */
  public static int workspace(int columns) {
    return 3 * T + 8 * columns + 16;
  }

  /**
   * Returns the value; the gradient in b goes to {@code g[go …]}, that in c to {@code g[go + n]}.
   */
  public static double apply(
      PackedRows x, double[] y, double[] b, int bo, double c, double[] g, int go, double[] work) {
    int n = x.columns();
    int lanes = 3 * T;
    int sums = lanes + 8 * n;
    Arrays.fill(work, lanes, sums + 16, 0);
    for (int t = 0; t < x.tiles(); t++) {
      TileKernel.forward(x, t, b, bo, work, 0);
      link(y, t * T, x.rows(t), c, work, sums);
      TileKernel.backward(x, t, work, 0, work, lanes);
    }
    TileKernel.finish(work, lanes, n, g, go);
    g[go + n] = DotKernel.tree(work, sums + 8);
    return DotKernel.tree(work, sums);
  }

  /** Turns z into r, and adds the rows of the tile to the sums of the value and of r. */
  private static void link(double[] y, int yo, int rows, double c, double[] work, int sums) {
    for (int i = 0; i < T; i++) {
      work[i] += c;
    }
    SoftplusKernel.apply(work, 0, work, T, T);
    SigmoidKernel.apply(work, 0, work, 2 * T, T);
    for (int i = 0; i < rows; i++) {
      double r = y[yo + i] - work[2 * T + i];
      work[sums + (i & 7)] += y[yo + i] * work[i] - work[T + i];
      work[sums + 8 + (i & 7)] += r;
      work[i] = r;
    }
    Arrays.fill(work, rows, T, 0);
  }
}
