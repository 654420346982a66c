package dev.merapi.tensor.kernel;

import java.util.Arrays;

/**
 * One pass over constant data for a linear model with Gaussian errors: with {@code z = X·b + c} and
 * {@code r = y − z}, the value {@code −Σ r_i²/2}, its gradient {@code Xᵀ·r} in b and {@code Σ r_i}
 * in c.
 *
 * <p>Each tile of X is read once. Sums run in the eight virtual lanes of {@link DotKernel} over
 * rows.
 */
public final class GaussianPassKernel {
  private static final int T = PackedRows.TILE;

  private GaussianPassKernel() {}

  /** Doubles of scratch memory: z and r of a tile, lanes of the columns and of two sums. */
  public static int workspace(int columns) {
    return T + 8 * columns + 16;
  }

  /**
   * Returns the value; the gradient in b goes to {@code g[go …]}, that in c to {@code g[go + n]}.
   */
  public static double apply(
      PackedRows x, double[] y, double[] b, int bo, double c, double[] g, int go, double[] work) {
    int n = x.columns();
    int sums = T + 8 * n;
    Arrays.fill(work, T, sums + 16, 0);
    for (int t = 0; t < x.tiles(); t++) {
      TileKernel.forward(x, t, b, bo, work, 0);
      int rows = x.rows(t);
      for (int i = 0; i < rows; i++) {
        work[i] = y[t * T + i] - (work[i] + c);
      }
      Arrays.fill(work, rows, T, 0);
      TileKernel.backward(x, t, work, 0, work, T);
      for (int i = 0; i < rows; i++) {
        double r = work[i];
        work[sums + (i & 7)] += r * r;
        work[sums + 8 + (i & 7)] += r;
      }
    }
    TileKernel.finish(work, T, n, g, go);
    g[go + n] = DotKernel.tree(work, sums + 8);
    return -0.5 * DotKernel.tree(work, sums);
  }
}
