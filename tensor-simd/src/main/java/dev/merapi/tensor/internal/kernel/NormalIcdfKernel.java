package dev.merapi.tensor.internal.kernel;

/**
 * The standard normal quantile &Phi;^&minus;1(x), at most 6 ulp; 0 &#8614; &minus;&infin;, 1
 * &#8614; +&infin;, outside [0, 1] NaN, NaN stays NaN.
 *
 * <p>The plan of Wichura (AS 241, Applied Statistics 37 (1988) 477) with two fits of ours instead
 * of three: with q = x &minus; &frac12; and |q| &le; 0.425 a rational function of 0.180625 &minus;
 * q^2, else one of r = &radic;(&minus;log p) in the smaller tail p.
 */
public final class NormalIcdfKernel {
  // Phi^-1(q + 1/2)/q in u = 0.180625 - q^2: rational, weighted least squares, relative error
  // 2^-60.
  static final double A0 = 3.387132872796367;
  static final double A1 = 153.9322489188713;
  static final double A2 = 2745.07557047446;
  static final double A3 = 24429.91675369029;
  static final double A4 = 114312.89884869958;
  static final double A5 = 272425.58970326016;
  static final double A6 = 294994.6122401664;
  static final double A7 = 111271.20989940391;
  static final double A8 = 6473.681969177507;
  static final double B0 = 1.0;
  static final double B1 = 48.451436824944025;
  static final double B2 = 933.9932873401023;
  static final double B3 = 9159.007418904497;
  static final double B4 = 48553.89471724703;
  static final double B5 = 136837.68943066738;
  static final double B6 = 188538.35739649434;
  static final double B7 = 105210.01130609891;
  static final double B8 = 14937.909252078829;

  // -Phi^-1(p) in r = sqrt(-log p), 1.6 <= r <= 27.4: rational, relative error 2^-59.4 or better.
  static final double C0 = -3.6104762992204305;
  static final double C1 = -43.22675818320285;
  static final double C2 = -85.68725598723525;
  static final double C3 = 2.6290237779578476;
  static final double C4 = 95.88563703254049;
  static final double C5 = 87.51699962768153;
  static final double C6 = 40.19900512034947;
  static final double C7 = 9.82659947468493;
  static final double C8 = 1.1928471370751936;
  static final double C9 = 0.06661097428976889;
  static final double C10 = 0.0015147053352788252;
  static final double C11 = 1.037113678198159E-5;
  static final double D0 = 1.0;
  static final double D1 = 19.185890229663034;
  static final double D2 = 74.86523646907182;
  static final double D3 = 104.84316511178103;
  static final double D4 = 72.66134960198819;
  static final double D5 = 30.016508550945446;
  static final double D6 = 7.056249491471131;
  static final double D7 = 0.8464529142018486;
  static final double D8 = 0.04712707021694252;
  static final double D9 = 0.0010710729394681417;
  static final double D10 = 7.333470922959778E-6;
  static final double D11 = 5.0470964081657026E-14;

  static final double CENTRAL = 0.425;

  private static final Gate GATE =
      new Gate("normalIcdf", (x, y, n) -> NormalIcdfLanes.apply(x, 0, y, 0, n));

  private NormalIcdfKernel() {}

  /** The normal quantile of one number. */
  public static double scalar(double x) {
    double q = x - 0.5;
    boolean upper = q > 0.0;
    double tail = upper ? 1.0 - x : x;

    double r = Math.sqrt(-LogKernel.scalar(tail));
    double u = 0.180625 - q * q;
    double cp = Math.fma(A8, u, A7);
    cp = Math.fma(cp, u, A6);
    cp = Math.fma(cp, u, A5);
    cp = Math.fma(cp, u, A4);
    cp = Math.fma(cp, u, A3);
    cp = Math.fma(cp, u, A2);
    cp = Math.fma(cp, u, A1);
    cp = Math.fma(cp, u, A0);
    double cq = Math.fma(B8, u, B7);
    cq = Math.fma(cq, u, B6);
    cq = Math.fma(cq, u, B5);
    cq = Math.fma(cq, u, B4);
    cq = Math.fma(cq, u, B3);
    cq = Math.fma(cq, u, B2);
    cq = Math.fma(cq, u, B1);
    cq = Math.fma(cq, u, B0);
    double tp = Math.fma(C11, r, C10);
    tp = Math.fma(tp, r, C9);
    tp = Math.fma(tp, r, C8);
    tp = Math.fma(tp, r, C7);
    tp = Math.fma(tp, r, C6);
    tp = Math.fma(tp, r, C5);
    tp = Math.fma(tp, r, C4);
    tp = Math.fma(tp, r, C3);
    tp = Math.fma(tp, r, C2);
    tp = Math.fma(tp, r, C1);
    tp = Math.fma(tp, r, C0);
    double tq = Math.fma(D11, r, D10);
    tq = Math.fma(tq, r, D9);
    tq = Math.fma(tq, r, D8);
    tq = Math.fma(tq, r, D7);
    tq = Math.fma(tq, r, D6);
    tq = Math.fma(tq, r, D5);
    tq = Math.fma(tq, r, D4);
    tq = Math.fma(tq, r, D3);
    tq = Math.fma(tq, r, D2);
    tq = Math.fma(tq, r, D1);
    tq = Math.fma(tq, r, D0);
    boolean central = Math.abs(q) <= CENTRAL;
    double y = (central ? q * cp : tp) / (central ? cq : tq);

    y = central || upper ? y : -y;
    y = x == 0.0 ? -Double.POSITIVE_INFINITY : y;
    return x == 1.0 ? Double.POSITIVE_INFINITY : y;
  }

  /**
   * {@code y[yo + i] = Phi^-1(x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? NormalIcdfLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
