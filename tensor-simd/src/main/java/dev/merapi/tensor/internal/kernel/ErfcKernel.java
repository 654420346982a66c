package dev.merapi.tensor.internal.kernel;

/**
 * {@code erfc(x) = 1 - erf(x)}, at most 2 ulp down to the last subnormal; &minus;&infin; &#8614; 2,
 * +&infin; &#8614; 0, NaN stays NaN.
 *
 * <p>For x &ge; 0, {@code exp(-x^2) P(q)/(1 + 1.125 x)} with q = (x - 3.75)/(x + 3.75): the
 * function P = (1 + 1.125 x) exp(x^2) erfc(x) varies little, is flat at 0 (where q is least exact),
 * and one polynomial in q serves the whole half line (the idea of Shepherd and Laframboise, Math.
 * Comp. 36 (1981) 249). x^2, exp and the quotient are kept in two doubles each. For x &lt; 0 it is
 * 2 &minus; erfc(&minus;x).
 */
public final class ErfcKernel {
  // (1 + 1.125 x) exp(x^2) erfc(x) in q: minimax by Remez exchange on 0 <= x <= 27.5, error
  // 2^-59.8.
  static final double P0 = 0.7597963579041074;
  static final double P1 = -0.1985074317336193;
  static final double P2 = 0.10089532548659483;
  static final double P3 = -0.025282038891007646;
  static final double P4 = -0.016312824190600133;
  static final double P5 = 0.027945162723597726;
  static final double P6 = -0.022452376219825283;
  static final double P7 = 0.012357259293815441;
  static final double P8 = -0.004693654930774863;
  static final double P9 = 0.0009763678339433491;
  static final double P10 = 9.851142681456887E-5;
  static final double P11 = -0.0001422559765194089;
  static final double P12 = 3.062091132215934E-5;
  static final double P13 = 9.886089197486792E-6;
  static final double P14 = -6.111030291632492E-6;
  static final double P15 = -2.5996332151127966E-7;
  static final double P16 = 9.071885638240348E-7;
  static final double P17 = -6.19598344088403E-8;
  static final double P18 = -1.339797413646652E-7;
  static final double P19 = 1.4322913220357412E-8;
  static final double P20 = 2.0718250396501414E-8;
  static final double P21 = -5.582469452336014E-10;
  static final double P22 = -2.54893256951917E-9;
  static final double P23 = -4.454307100713326E-10;

  // From FAR on the result is 0.
  static final double MIDDLE = 3.75;
  static final double SLOPE = 1.125;
  static final double FAR = 27.5;

  private static final Gate GATE = new Gate("erfc", (x, y, n) -> ErfcLanes.apply(x, 0, y, 0, n));

  private ErfcKernel() {}

  /** erfc(x) of one number. */
  public static double scalar(double x) {
    double a = Math.abs(x);
    a = a > FAR ? FAR : a;
    double high = -a * a;
    double low = Math.fma(-a, a, -high);

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

    double v = SLOPE * a;
    double d = v + 1.0;
    double dv = d - 1.0;
    double dl = 1.0 - (d - dv) + (v - dv) + Math.fma(a, SLOPE, -v);
    double b = a + MIDDLE;
    double w = 1.0 / (b * d);
    double s = (a - MIDDLE) * d * w;
    double p = Math.fma(P23, s, P22);
    p = Math.fma(p, s, P21);
    p = Math.fma(p, s, P20);
    p = Math.fma(p, s, P19);
    p = Math.fma(p, s, P18);
    p = Math.fma(p, s, P17);
    p = Math.fma(p, s, P16);
    p = Math.fma(p, s, P15);
    p = Math.fma(p, s, P14);
    p = Math.fma(p, s, P13);
    p = Math.fma(p, s, P12);
    p = Math.fma(p, s, P11);
    p = Math.fma(p, s, P10);
    p = Math.fma(p, s, P9);
    p = Math.fma(p, s, P8);
    p = Math.fma(p, s, P7);
    p = Math.fma(p, s, P6);
    p = Math.fma(p, s, P5);
    p = Math.fma(p, s, P4);
    p = Math.fma(p, s, P3);
    p = Math.fma(p, s, P2);
    p = Math.fma(p, s, P1);
    p = Math.fma(p, s, P0);
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

    tail = a < FAR ? tail : 0.0;
    y = x < 0.0 ? 2.0 - tail : tail;
    return Double.isNaN(x) ? x : y;
  }

  /**
   * {@code y[yo + i] = erfc(x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? ErfcLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
