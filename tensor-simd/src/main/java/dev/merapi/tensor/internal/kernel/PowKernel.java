package dev.merapi.tensor.internal.kernel;

/**
 * {@code x^y}, at most 1 ulp; zeros, infinities and NaN as {@link Math#pow} defines them; x &lt; 0
 * needs a whole y, else NaN.
 *
 * <p>{@code exp(y log x)} with the logarithm in two doubles, good to 2^&minus;65: y log x may reach
 * 745, and its absolute error is the relative error of the result. With s = f/(2 + f) as in {@link
 * LogKernel}, log m = 2s + (2/3) s^3 + s^5 c(s^2), of which only the last term is small enough to
 * be one double. A block with an x that is not positive and finite, or a y that is not finite, runs
 * the scalar code.
 */
public final class PowKernel {
  // 2/3 in two doubles; (2 artanh(s) - 2 s - 2/3 s^3) / s^5 in s^2 on s <= 3 - 2 sqrt(2): minimax
  // by Remez exchange, error 2^-79.
  static final double THIRDS = 0.6666666666666666;
  static final double THIRDS_LOW = 3.700743415417188E-17;
  static final double C0 = 0.4;
  static final double C1 = 0.2857142857142844;
  static final double C2 = 0.22222222222274185;
  static final double C3 = 0.18181818171466926;
  static final double C4 = 0.15384616577368196;
  static final double C5 = 0.13333248932287708;
  static final double C6 = 0.1176842801189165;
  static final double C7 = 0.1042681968811052;
  static final double C8 = 0.10986883008253984;

  private static final Gate GATE =
      new Gate("pow", (x, y, n) -> PowLanes.apply(x, 0, x, 0, y, 0, n));

  private PowKernel() {}

  /** x to the power y. */
  public static double scalar(double x, double y) {
    if (!(x > 0.0 && x < Double.POSITIVE_INFINITY && Math.abs(y) < Double.POSITIVE_INFINITY)) {
      return special(x, y);
    }
    boolean small = x < Double.MIN_NORMAL;
    long b = Double.doubleToRawLongBits(small ? x * LogKernel.SCALE : x) + LogKernel.TO_ONE;
    double e =
        Double.longBitsToDouble(b >>> 52 | LogKernel.TWO_52)
            - (small ? LogKernel.BIAS_54 : LogKernel.BIAS);
    double f = Double.longBitsToDouble((b & LogKernel.FRACTION) + LogKernel.ROOT_HALF) - 1.0;
    double d = f + 2.0;
    double inverse = 1.0 / d;
    double sh = f * inverse;
    double sl = Math.fma(-sh, f - (d - 2.0), Math.fma(-sh, d, f)) * inverse;
    double zh = sh * sh;
    double zl = Math.fma(sh, sh, -zh) + 2.0 * sh * sl;
    double c = Math.fma(C8, zh, C7);
    c = Math.fma(c, zh, C6);
    c = Math.fma(c, zh, C5);
    c = Math.fma(c, zh, C4);
    c = Math.fma(c, zh, C3);
    c = Math.fma(c, zh, C2);
    c = Math.fma(c, zh, C1);
    c = Math.fma(c, zh, C0);
    double th = zh * THIRDS;
    double tl = Math.fma(zh, THIRDS, -th) + Math.fma(zh, THIRDS_LOW, zl * THIRDS) + zh * zh * c;
    double ph = sh * th;
    double pl = Math.fma(sh, th, -ph) + (Math.fma(sh, tl, sl * th) + 2.0 * sl);
    double ah = e * LogKernel.LN2_HI;
    double al = Math.fma(e, LogKernel.LN2_HI, -ah) + e * LogKernel.LN2_LO;
    double s2 = sh + sh;
    double g1 = ah + s2;
    double g2 = g1 + ph;
    double gl = s2 - (g1 - ah) + (ph - (g2 - g1)) + (pl + al);
    double lh = g2 + gl;
    double ll = gl - (lh - g2);
    double high = y * lh;
    double low = Math.fma(y, lh, -high) + y * ll;
    double t = Math.fma(high, ExpKernel.LOG2E, ExpKernel.SHIFT);
    double k = t - ExpKernel.SHIFT;
    double h = Math.fma(k, -ExpKernel.LN2_HI, high);
    double u = Math.fma(k, -ExpKernel.LN2_LO, low);
    double r = h + u;
    double rest = u - (r - h);
    double q = Math.fma(ExpKernel.C11, r, ExpKernel.C10);
    q = Math.fma(q, r, ExpKernel.C9);
    q = Math.fma(q, r, ExpKernel.C8);
    q = Math.fma(q, r, ExpKernel.C7);
    q = Math.fma(q, r, ExpKernel.C6);
    q = Math.fma(q, r, ExpKernel.C5);
    q = Math.fma(q, r, ExpKernel.C4);
    q = Math.fma(q, r, ExpKernel.C3);
    q = Math.fma(q, r, ExpKernel.C2);
    double p = Math.fma(q, r * r, rest) + r + 1.0;
    boolean tiny = high < ExpKernel.SMALL;
    long bias = tiny ? 1123 : 1022;
    double v =
        p
            * Double.longBitsToDouble((Double.doubleToRawLongBits(t) + bias) << 52)
            * (tiny ? ExpKernel.TINY : 2.0);
    v = high > ExpKernel.HIGHEST ? Double.POSITIVE_INFINITY : v;
    return high < ExpKernel.LOWEST ? 0.0 : v;
  }

  private static double special(double x, double y) {
    boolean finite = Double.isFinite(x) && Double.isFinite(y) && x != 0.0;
    if (!finite || y != Math.rint(y)) {
      return Math.pow(x, y);
    }
    double magnitude = scalar(-x, y);
    return Math.rint(0.5 * y) == 0.5 * y ? magnitude : -magnitude;
  }

  /**
   * {@code z[zo + i] = x[xo + i] ^ y[yo + i]} for {@code 0 <= i < n}; z is equal to or disjoint
   * from x and y.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int done = GATE.admits(n) ? PowLanes.apply(x, xo, y, yo, z, zo, n) : 0;
    loop(x, xo + done, y, yo + done, z, zo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = scalar(x[xo + i], y[yo + i]);
    }
  }
}
