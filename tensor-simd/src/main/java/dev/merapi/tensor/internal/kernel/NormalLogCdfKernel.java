package dev.merapi.tensor.internal.kernel;

/**
 * The logarithm of the standard normal distribution function, at most 2 ulp; &minus;&infin; &#8614;
 * &minus;&infin;, +&infin; &#8614; 0, NaN stays NaN.
 *
 * <p>For x &le; 0 it is &minus;x^2/2 + log M, where M = exp(x^2/2) &Phi;(x) is what {@link
 * NormalCdfKernel} approximates; beyond &minus;38.6 M is 1/(|x| &radic;(2&pi;)) times a short
 * series (Abramowitz and Stegun 26.2.12). For x &gt; 0 it is log(1 &minus; &Phi;(&minus;x)), with
 * the rest of the subtraction put back as in {@link Log1pKernel}.
 */
public final class NormalLogCdfKernel {
  // 1/sqrt(2 pi).
  static final double LIMIT = 0.3989422804014327;

  // Squares of numbers beyond HUGE would overflow; the result then is infinite anyway.
  static final double HUGE = 1E200;

  private static final Gate GATE =
      new Gate("normalLogCdf", (x, y, n) -> NormalLogCdfLanes.apply(x, 0, y, 0, n));

  private NormalLogCdfKernel() {}

  /** The log of the normal distribution function of one number. */
  public static double scalar(double x) {
    double z = Math.abs(x);
    z = z > NormalCdfKernel.FAR ? NormalCdfKernel.FAR : z;
    double high = -0.5 * z * z;
    double low = Math.fma(-0.5 * z, z, -high);

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
    double g = Math.fma(q, r * r, rest);
    double e = r + g;
    double f = e + 1.0;
    double fl = e - (f - 1.0) + (g - (e - r));

    double v = NormalCdfKernel.SLOPE * z;
    double d = v + 1.0;
    double dv = d - 1.0;
    double dl = 1.0 - (d - dv) + (v - dv) + Math.fma(z, NormalCdfKernel.SLOPE, -v);
    double b = z + NormalCdfKernel.MIDDLE;
    double w = 1.0 / (b * d);
    double s = (z - NormalCdfKernel.MIDDLE) * d * w;
    double p = Math.fma(NormalCdfKernel.P23, s, NormalCdfKernel.P22);
    p = Math.fma(p, s, NormalCdfKernel.P21);
    p = Math.fma(p, s, NormalCdfKernel.P20);
    p = Math.fma(p, s, NormalCdfKernel.P19);
    p = Math.fma(p, s, NormalCdfKernel.P18);
    p = Math.fma(p, s, NormalCdfKernel.P17);
    p = Math.fma(p, s, NormalCdfKernel.P16);
    p = Math.fma(p, s, NormalCdfKernel.P15);
    p = Math.fma(p, s, NormalCdfKernel.P14);
    p = Math.fma(p, s, NormalCdfKernel.P13);
    p = Math.fma(p, s, NormalCdfKernel.P12);
    p = Math.fma(p, s, NormalCdfKernel.P11);
    p = Math.fma(p, s, NormalCdfKernel.P10);
    p = Math.fma(p, s, NormalCdfKernel.P9);
    p = Math.fma(p, s, NormalCdfKernel.P8);
    p = Math.fma(p, s, NormalCdfKernel.P7);
    p = Math.fma(p, s, NormalCdfKernel.P6);
    p = Math.fma(p, s, NormalCdfKernel.P5);
    p = Math.fma(p, s, NormalCdfKernel.P4);
    p = Math.fma(p, s, NormalCdfKernel.P3);
    p = Math.fma(p, s, NormalCdfKernel.P2);
    p = Math.fma(p, s, NormalCdfKernel.P1);
    p = Math.fma(p, s, NormalCdfKernel.P0);
    double inverse = b * w;
    double y = p * inverse;
    double yl = Math.fma(-y, dl, Math.fma(-y, d, p)) * inverse;

    double m = f * y;
    double ml = Math.fma(f, y, -m) + Math.fma(f, yl, fl * y);
    boolean small = high < ExpKernel.SMALL;
    long bias = small ? 1123 : 1022;
    double tail =
        (m + ml)
            * Double.longBitsToDouble((Double.doubleToRawLongBits(t) + bias) << 52)
            * (small ? ExpKernel.TINY : 2.0);
    double a = Math.abs(x);
    boolean beyond = a > NormalCdfKernel.FAR;
    double i1 = 1.0 / (a > HUGE ? HUGE : a);
    double i2 = i1 * i1;
    double series = Math.fma(-945.0, i2, 105.0);
    series = Math.fma(series, i2, -15.0);
    series = Math.fma(series, i2, 3.0);
    series = Math.fma(series, i2, -1.0);
    series = Math.fma(series, i2, 1.0);
    boolean upper = x > 0.0;
    double one = 1.0 - tail;
    double arg = upper ? one : beyond ? LIMIT * i1 * series : y;
    rest = upper ? 1.0 - one - tail : beyond ? 0.0 : yl;
    long bb = Double.doubleToRawLongBits(arg) + LogKernel.TO_ONE;
    double ee = Double.longBitsToDouble(bb >>> 52 | LogKernel.TWO_52) - LogKernel.BIAS;
    double lf = Double.longBitsToDouble((bb & LogKernel.FRACTION) + LogKernel.ROOT_HALF) - 1.0;
    double ls = lf / (lf + 2.0);
    double lz = ls * ls;
    double lr = Math.fma(LogKernel.C7, lz, LogKernel.C6);
    lr = Math.fma(lr, lz, LogKernel.C5);
    lr = Math.fma(lr, lz, LogKernel.C4);
    lr = Math.fma(lr, lz, LogKernel.C3);
    lr = Math.fma(lr, lz, LogKernel.C2);
    lr = Math.fma(lr, lz, LogKernel.C1);
    double half = 0.5 * lf * lf;
    double tiny = Math.fma(ee, LogKernel.LN2_LO, rest / arg);
    double lm =
        Math.fma(ee, LogKernel.LN2_HI, lf - (half - Math.fma(ls, Math.fma(lr, lz, half), tiny)));
    double lower = -0.5 * x * x + (lm + (beyond ? 0.0 : low));
    y = upper ? lm : lower;
    return Double.isNaN(x) ? x : y;
  }

  /**
   * {@code y[yo + i] = log(Phi(x[xo + i]))} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? NormalLogCdfLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
