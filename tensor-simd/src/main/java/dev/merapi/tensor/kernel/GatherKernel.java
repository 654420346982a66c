package dev.merapi.tensor.kernel;

/**
 * Reading and adding at places given by an index. Scalar loops: a vector gather fetches one cache
 * line per lane all the same, and a scatter-add must see its own earlier additions. Indices are
 * trusted; they were checked where the index was made.
 */
public final class GatherKernel {
  private GatherKernel() {}

  /** {@code y[yo + i] = x[xo + index[io + i]]} for {@code 0 <= i < n}. */
  public static void gather(double[] x, int xo, int[] index, int io, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + index[io + i]];
    }
  }

  /** {@code y[yo + index[io + i]] += x[xo + i]} for {@code 0 <= i < n}, in this order. */
  public static void scatterAdd(
      double[] x, int xo, int[] index, int io, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + index[io + i]] += x[xo + i];
    }
  }
}
