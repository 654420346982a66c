package dev.merapi.tensor.internal.kernel;

/**
 * {@code erf(x) = 2/sqrt(pi) int_0^x exp(-t^2) dt}, at most 1 ulp; &plusmn;&infin; &#8614;
 * &plusmn;1, &plusmn;0 keeps its sign, NaN stays NaN.
 *
 * <p>An odd polynomial for |x| &lt; 1, else {@code 1 - exp(-x^2) s p(s)} with s = 1/(|x| + 3); from
 * 6 on it is 1.
 */
public final class ErfKernel {
  // 2/sqrt(pi) in two doubles.
  static final double SLOPE = 1.1283791670955126;
  static final double SLOPE_LOW = 1.533545961316588E-17;

  // (erf(x)/x - 2/sqrt(pi))/z in z = x^2 on |x| <= 1: minimax by Remez exchange, error 2^-62.7.
  static final double C1 = -0.3761263890318375;
  static final double C2 = 0.11283791670954937;
  static final double C3 = -0.026866170645085632;
  static final double C4 = 0.005223977624891993;
  static final double C5 = -0.000854832698462023;
  static final double C6 = 0.00012055331237368239;
  static final double C7 = -1.492559805892163E-5;
  static final double C8 = 1.646104232595988E-6;
  static final double C9 = -1.6350730443737944E-7;
  static final double C10 = 1.4662437812613791E-8;
  static final double C11 = -1.1382648843559645E-9;
  static final double C12 = 5.97302411328529E-11;

  // exp(x^2) erfc(x) / s in s = 1/(x + 3) on 1 <= x <= 6: minimax, error 2^-60.4 of erf.
  static final double D0 = 0.5643106958469091;
  static final double D1 = 1.6850061322544307;
  static final double D2 = 5.01205222230046;
  static final double D3 = 8.941608182979035;
  static final double D4 = 74.75031932276137;
  static final double D5 = -296.1848598170266;
  static final double D6 = 2307.467124484598;
  static final double D7 = -9344.854680160935;
  static final double D8 = 29633.817865833647;
  static final double D9 = -62697.12020768513;
  static final double D10 = 78178.15143000265;
  static final double D11 = -51571.61643971864;
  static final double D12 = 13547.087649551673;

  static final double FAR = 6.0;

  private static final Gate GATE = new Gate("erf", (x, y, n) -> ErfLanes.apply(x, 0, y, 0, n));

  private ErfKernel() {}

  /** erf(x) of one number. */
  public static double scalar(double x) {
    double a = Math.abs(x);
    a = a > FAR ? FAR : a;
    double s = 1.0 / (a + 3.0);
    double d = Math.fma(D12, s, D11);
    d = Math.fma(d, s, D10);
    d = Math.fma(d, s, D9);
    d = Math.fma(d, s, D8);
    d = Math.fma(d, s, D7);
    d = Math.fma(d, s, D6);
    d = Math.fma(d, s, D5);
    d = Math.fma(d, s, D4);
    d = Math.fma(d, s, D3);
    d = Math.fma(d, s, D2);
    d = Math.fma(d, s, D1);
    d = Math.fma(d, s, D0);
    double far = 1.0 - ExpKernel.scalar(-a * a) * (s * d);
    far = x < 0.0 ? -far : far;
    double z = x * x;
    double c = Math.fma(C12, z, C11);
    c = Math.fma(c, z, C10);
    c = Math.fma(c, z, C9);
    c = Math.fma(c, z, C8);
    c = Math.fma(c, z, C7);
    c = Math.fma(c, z, C6);
    c = Math.fma(c, z, C5);
    c = Math.fma(c, z, C4);
    c = Math.fma(c, z, C3);
    c = Math.fma(c, z, C2);
    c = Math.fma(c, z, C1);
    double near = Math.fma(x, SLOPE, x * Math.fma(c, z, SLOPE_LOW));
    return a < 1.0 ? near : far;
  }

  /**
   * {@code y[yo + i] = erf(x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? ErfLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
