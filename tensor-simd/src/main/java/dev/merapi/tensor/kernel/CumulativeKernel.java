package dev.merapi.tensor.kernel;

/**
 * Running sums and products of a row, element after element: the order is the definition, so these
 * are scalar loops at every width.
 */
public final class CumulativeKernel {
  private CumulativeKernel() {}

  /** {@code y[yo + i] = x[xo] + ... + x[xo + i]}; the two ranges are equal or disjoint. */
  public static void sum(double[] x, int xo, double[] y, int yo, int n) {
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
      sum += x[xo + i];
      y[yo + i] = sum;
    }
  }

  /** {@code y[yo + i] = x[xo] ... x[xo + i]}; the two ranges are equal or disjoint. */
  public static void product(double[] x, int xo, double[] y, int yo, int n) {
    double product = 1.0;
    for (int i = 0; i < n; i++) {
      product *= x[xo + i];
      y[yo + i] = product;
    }
  }
}
