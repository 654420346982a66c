package dev.merapi.tensor.internal.kernel;

/**
 * {@code log(x)}, at most 1 ulp, subnormals included; 0 &#8614; &minus;&infin;, x &lt; 0 &#8614;
 * NaN, +&infin; &#8614; +&infin;, NaN stays NaN.
 *
 * <p>{@code x = 2^e m} with m in [&radic;&frac12;, &radic;2), f = m &minus; 1, s = f/(2 + f); then
 * log m = 2 artanh s, arranged as {@code f - (f^2/2 - s (f^2/2 + R(s^2)))} so that f itself is
 * added last (the arrangement of fdlibm's e_log.c). The exponent becomes a double by OR-ing it into
 * 2^52: AVX2 has neither arithmetic shifts nor conversions of longs.
 */
public final class LogKernel {
  static final double LN2_HI = 0.6931471805599453;
  static final double LN2_LO = 2.3190468138462996E-17;

  // (2 artanh(s) - 2 s) / s in z = s^2 on s <= 3 - 2 sqrt(2): minimax by Remez exchange, error
  // 2^-58.1.
  static final double C1 = 0.6666666666666698;
  static final double C2 = 0.3999999999961192;
  static final double C3 = 0.2857142870386257;
  static final double C4 = 0.22222202139656655;
  static final double C5 = 0.18183394162955133;
  static final double C6 = 0.15318096696610542;
  static final double C7 = 0.14757980488214184;

  // Bits: of sqrt(1/2), of 1 less those, of the fraction, and of 2^52.
  static final long ROOT_HALF = 0x3fE6a09E667f3bcdL;
  static final long TO_ONE = 0x3ff0000000000000L - ROOT_HALF;
  static final long FRACTION = 0x000fffffffffffffL;
  static final long TWO_52 = 0x4330000000000000L;

  // 2^52 and the exponent bias; the same and the exponent of SCALE, which lifts subnormals.
  static final double BIAS = 0x1p52 + 1023.0;
  static final double BIAS_54 = 0x1p52 + 1077.0;
  static final double SCALE = 0x1p54;

  private static final Gate GATE = new Gate("log", (x, y, n) -> LogLanes.apply(x, 0, y, 0, n));

  private LogKernel() {}

  /** log(x) of one number. */
  public static double scalar(double x) {
    boolean small = x < Double.MIN_NORMAL;
    long b = Double.doubleToRawLongBits(small ? x * SCALE : x) + TO_ONE;
    double e = Double.longBitsToDouble(b >>> 52 | TWO_52) - (small ? BIAS_54 : BIAS);
    double f = Double.longBitsToDouble((b & FRACTION) + ROOT_HALF) - 1.0;
    double s = f / (f + 2.0);
    double z = s * s;
    double half = 0.5 * f * f;
    double r = Math.fma(series(z), z, half);
    double y = Math.fma(e, LN2_HI, f - (half - Math.fma(s, r, e * LN2_LO)));
    y = x < Double.POSITIVE_INFINITY ? y : x;
    y = x == 0.0 ? -Double.POSITIVE_INFINITY : y;
    return x < 0.0 ? Double.NaN : y;
  }

  /** Value of the minimax polynomial. */
  private static double series(double z) {
    double p = Math.fma(C7, z, C6);
    p = Math.fma(p, z, C5);
    p = Math.fma(p, z, C4);
    p = Math.fma(p, z, C3);
    p = Math.fma(p, z, C2);
    p = Math.fma(p, z, C1);
    return p;
  }

  /**
   * {@code y[yo + i] = log(x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? LogLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  /** The same where a caller's own gate is open; {@code n} is a multiple of eight. */
  public static void lanes(double[] x, int xo, double[] y, int yo, int n) {
    var _ = LogLanes.apply(x, xo, y, yo, n);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
