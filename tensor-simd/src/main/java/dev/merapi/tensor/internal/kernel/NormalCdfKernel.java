package dev.merapi.tensor.internal.kernel;

/**
 * The standard normal distribution function &Phi;(x), at most 2 ulp down to the last subnormal (x
 * &asymp; &minus;38.5); NaN stays NaN.
 *
 * <p>For x &le; 0, {@code exp(-x^2/2) P(q)/(1 + 0.8 z)} with z = |x|, q = (z - 5)/(z + 5): the
 * method of {@link ErfcKernel} with an argument that needs no division by &radic;2. For x &gt; 0 it
 * is 1 &minus; &Phi;(&minus;x).
 */
public final class NormalCdfKernel {
  // (1 + 0.8 z) exp(z^2/2) Phi(-z) in q: minimax by Remez exchange on 0 <= z <= 38.6, error
  // 2^-60.2.
  static final double P0 = 0.3845965248750315;
  static final double P1 = -0.10193333652000953;
  static final double P2 = 0.048038057117971246;
  static final double P3 = -0.008174893544651193;
  static final double P4 = -0.011549763916199074;
  static final double P5 = 0.014946790497689048;
  static final double P6 = -0.010338058212031247;
  static final double P7 = 0.00474183165885768;
  static final double P8 = -0.0012969477282639109;
  static final double P9 = 3.30886780063359E-5;
  static final double P10 = 0.0001337818311979747;
  static final double P11 = -4.2693950397032584E-5;
  static final double P12 = -6.5880854763663315E-6;
  static final double P13 = 6.994270573964663E-6;
  static final double P14 = -1.9093341635750898E-7;
  static final double P15 = -9.980519381609248E-7;
  static final double P16 = 1.1690275135247563E-7;
  static final double P17 = 1.499696565411519E-7;
  static final double P18 = -2.2120162147339208E-8;
  static final double P19 = -2.396373055876832E-8;
  static final double P20 = 2.4464660121166215E-9;
  static final double P21 = 3.335625810520695E-9;
  static final double P22 = -1.414377905123672E-11;
  static final double P23 = -2.1595772272851052E-10;

  // From FAR on the lower tail is 0.
  static final double MIDDLE = 5.0;
  static final double SLOPE = 0.8;
  static final double FAR = 38.6;

  private static final Gate GATE =
      new Gate("normalCdf", (x, y, n) -> NormalCdfLanes.apply(x, 0, y, 0, n));

  private NormalCdfKernel() {}

  /** the normal distribution function of one number. */
  public static double scalar(double x) {
    double z = Math.abs(x);
    z = z > FAR ? FAR : z;
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

    double v = SLOPE * z;
    double d = v + 1.0;
    double dv = d - 1.0;
    double dl = 1.0 - (d - dv) + (v - dv) + Math.fma(z, SLOPE, -v);
    double b = z + MIDDLE;
    double w = 1.0 / (b * d);
    double s = (z - MIDDLE) * d * w;
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

    tail = z < FAR ? tail : 0.0;
    y = x > 0.0 ? 1.0 - tail : tail;
    return Double.isNaN(x) ? x : y;
  }

  /**
   * {@code y[yo + i] = Phi(x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? NormalCdfLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
