package dev.merapi.tensor.kernel;

/**
 * {@code softmax(x)_i = exp(x_i - m) / sum_k exp(x_k - m)} with m the largest x, and its logarithm
 * {@code x_i - logSumExp(x)}. A row of &minus;&infin; alone, or with +&infin; or NaN, gives NaN.
 *
 * <p>Passes over a row that stays in cache, each by a kernel or a loop that C2 turns into vectors.
 */
public final class SoftmaxKernel {
  private SoftmaxKernel() {}

  /** {@code y[yo + i] = softmax(x[xo .. xo + n))_i}; the two ranges are equal or disjoint. */
  public static void softmax(double[] x, int xo, double[] y, int yo, int n) {
    double m = MaxKernel.max(x, xo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] - m;
    }
    ExpKernel.apply(y, yo, y, yo, n);
    double sum = SumKernel.sum(y, yo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] /= sum;
    }
  }

  /** {@code y[yo + i] = x[xo + i] - logSumExp(x[xo .. xo + n))}; ranges equal or disjoint. */
  public static void logSoftmax(double[] x, int xo, double[] y, int yo, int n) {
    double total = LogSumExpKernel.logSumExp(x, xo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] - total;
    }
  }
}
