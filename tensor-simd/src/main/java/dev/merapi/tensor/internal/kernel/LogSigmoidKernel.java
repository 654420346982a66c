package dev.merapi.tensor.internal.kernel;

/**
 * {@code log(1/(1 + exp(-x)))}, at most 2 ulp; &minus;&infin; &#8614; &minus;&infin;, +&infin;
 * &#8614; 0, NaN stays NaN.
 *
 * <p>{@code min(x, 0) - log1p(t)} with t = exp(&minus;|x|); log1p is that of {@link
 * SoftplusKernel}.
 */
public final class LogSigmoidKernel {

  private static final Gate GATE =
      new Gate("logSigmoid", (x, y, n) -> LogSigmoidLanes.apply(x, 0, y, 0, n));

  private LogSigmoidKernel() {}

  /** log of the sigmoid of one number. */
  public static double scalar(double x) {
    double t = ExpKernel.scalar(-Math.abs(x));
    double s = t / (t + 2.0);
    double z = s * s;
    double half = 0.5 * t * t;
    double p = Math.fma(SoftplusKernel.C10, z, SoftplusKernel.C9);
    p = Math.fma(p, z, SoftplusKernel.C8);
    p = Math.fma(p, z, SoftplusKernel.C7);
    p = Math.fma(p, z, SoftplusKernel.C6);
    p = Math.fma(p, z, SoftplusKernel.C5);
    p = Math.fma(p, z, SoftplusKernel.C4);
    p = Math.fma(p, z, SoftplusKernel.C3);
    p = Math.fma(p, z, SoftplusKernel.C2);
    p = Math.fma(p, z, SoftplusKernel.C1);
    double r = Math.fma(p, z, half);

    double y = t - (half - s * r);
    return (x < 0.0 ? x : 0.0) - y;
  }

  /**
   * {@code y[yo + i] = log(sigmoid(x[xo + i]))} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? LogSigmoidLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
