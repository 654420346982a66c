package dev.merapi.tensor.internal.kernel;

/**
 * {@code log(1 + x)}, at most 1 ulp; &minus;1 &#8614; &minus;&infin;, x &lt; &minus;1 &#8614; NaN,
 * NaN stays NaN.
 *
 * <p>With u = fl(1 + x) and the exact rest c = (1 + x) &minus; u (Knuth's TwoSum), log(1 + x) = log
 * u + c/u. The logarithm is that of {@link LogKernel}; u is never subnormal.
 */
public final class Log1pKernel {
  // Nearer to 0 than TINY the result is x.
  static final double TINY = 0x1p-54;

  private static final Gate GATE = new Gate("log1p", (x, y, n) -> Log1pLanes.apply(x, 0, y, 0, n));

  private Log1pKernel() {}

  /** log(1 + x) of one number. */
  public static double scalar(double x) {
    double u = x + 1.0;
    double v = u - 1.0;
    double c = 1.0 - (u - v) + (x - v);
    long b = Double.doubleToRawLongBits(u) + LogKernel.TO_ONE;
    double e = Double.longBitsToDouble(b >>> 52 | LogKernel.TWO_52) - LogKernel.BIAS;
    double f = Double.longBitsToDouble((b & LogKernel.FRACTION) + LogKernel.ROOT_HALF) - 1.0;
    double s = f / (f + 2.0);
    double z = s * s;
    double r = Math.fma(LogKernel.C7, z, LogKernel.C6);
    r = Math.fma(r, z, LogKernel.C5);
    r = Math.fma(r, z, LogKernel.C4);
    r = Math.fma(r, z, LogKernel.C3);
    r = Math.fma(r, z, LogKernel.C2);
    r = Math.fma(r, z, LogKernel.C1);
    double half = 0.5 * f * f;
    double low = Math.fma(e, LogKernel.LN2_LO, c / u);
    double y = Math.fma(e, LogKernel.LN2_HI, f - (half - Math.fma(s, Math.fma(r, z, half), low)));
    y = x < Double.POSITIVE_INFINITY ? y : x;
    y = x == -1.0 ? -Double.POSITIVE_INFINITY : y;
    y = x < -1.0 ? Double.NaN : y;
    return Math.abs(x) < TINY ? x : y;
  }

  /**
   * {@code y[yo + i] = log(1 + x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? Log1pLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
