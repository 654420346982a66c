package dev.merapi.tensor.internal.kernel;

/**
 * The digamma function &psi;(x) = d/dx log &Gamma;(x), for x &gt; 0 at most 5 ulp (its zero at 1.46
 * included); for x &lt; 0 the error is at most 8 ulp of the larger of |&psi;(1 &minus; x)| and
 * |&pi;/tan &pi;x|. +0 &#8614; &minus;&infin;, &minus;0 &#8614; +&infin;; &minus;1, &minus;2,
 * &hellip; and &minus;&infin; &#8614; NaN; +&infin; &#8614; +&infin;; NaN stays NaN.
 *
 * <p>For 1 &le; x &lt; 8, {@code (x - x0) P(x)/(x Q(x))} with the zero x0 in two doubles; below,
 * {@code psi(x + 1) - 1/x}; from 8 on the asymptotic series (Abramowitz and Stegun 6.3.18) as a
 * polynomial in 1/x^2. For x &lt; 0 reflection (6.3.7), in scalar code.
 */
public final class DigammaKernel {
  // The positive zero.
  static final double ZERO = 1.4616321449683622;
  static final double ZERO_LOW = 9.549995429965697E-17;

  // x psi(x) / (x - x0) on 1 <= x <= 8: rational, weighted least squares, relative error 2^-62.7.
  static final double P0 = 0.6841666718953725;
  static final double P1 = 2.414994841961901;
  static final double P2 = 2.696966948339696;
  static final double P3 = 1.3456158072338442;
  static final double P4 = 0.3341055235509838;
  static final double P5 = 0.041901800251473144;
  static final double P6 = 0.002519114930480624;
  static final double P7 = 6.316594764147417E-5;
  static final double P8 = 4.709173431651597E-7;
  static final double P9 = 1.7588529009794225E-10;
  static final double Q0 = 1.0;
  static final double Q1 = 2.2684517558335204;
  static final double Q2 = 1.8625269132721158;
  static final double Q3 = 0.7241453576674106;
  static final double Q4 = 0.14398456167107807;
  static final double Q5 = 0.014607807965021893;
  static final double Q6 = 0.0007079508895603441;
  static final double Q7 = 1.40013880649179E-5;
  static final double Q8 = 7.659102874223952E-8;

  // x^2 (psi(x) - log x + 1/(2 x)) in 1/x^2 for x >= 8: minimax, error 2^-64.6.
  static final double A0 = -0.08333333333333318;
  static final double A1 = 0.008333333333061382;
  static final double A2 = -0.00396825381177355;
  static final double A3 = 0.004166624238192459;
  static final double A4 = -0.007569591263846325;
  static final double A5 = 0.020594070992395783;
  static final double A6 = -0.061626766049629245;

  private static final Gate GATE =
      new Gate("digamma", (x, y, n) -> DigammaLanes.apply(x, 0, y, 0, n));

  private DigammaKernel() {}

  /** The digamma function of one number. */
  public static double scalar(double x) {
    if (!(x > 0.0)) {
      return reflected(x);
    }
    double l = LogKernel.scalar(x);
    boolean big = x >= 8.0;
    boolean small = x < 1.0;
    double w = small ? x + 1.0 : x;
    double p = Math.fma(P9, w, P8);
    p = Math.fma(p, w, P7);
    p = Math.fma(p, w, P6);
    p = Math.fma(p, w, P5);
    p = Math.fma(p, w, P4);
    p = Math.fma(p, w, P3);
    p = Math.fma(p, w, P2);
    p = Math.fma(p, w, P1);
    p = Math.fma(p, w, P0);
    double q = Math.fma(Q8, w, Q7);
    q = Math.fma(q, w, Q6);
    q = Math.fma(q, w, Q5);
    q = Math.fma(q, w, Q4);
    q = Math.fma(q, w, Q3);
    q = Math.fma(q, w, Q2);
    q = Math.fma(q, w, Q1);
    q = Math.fma(q, w, Q0);
    double r = (big ? 1.0 : (w - ZERO - ZERO_LOW) * p) / (big ? x : w * q);
    double z = r * r;
    double a = Math.fma(A6, z, A5);
    a = Math.fma(a, z, A4);
    a = Math.fma(a, z, A3);
    a = Math.fma(a, z, A2);
    a = Math.fma(a, z, A1);
    a = Math.fma(a, z, A0);
    double far = Math.fma(z, a, -0.5 * r) + l;
    double near = small ? r - 1.0 / x : r;
    return big ? far : near;
  }

  /**
   * {@code y[yo + i] = psi(x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? DigammaLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }

  /** psi(x) = psi(1 - x) - pi / tan(pi x). */
  private static double reflected(double x) {
    if (x == 0.0) {
      return -1.0 / x;
    }
    double nearest = Math.rint(x);
    if (!(x < 0.0) || x == nearest) {
      return Double.NaN;
    }
    return scalar(1.0 - x) - Math.PI * cotangent(x - nearest);
  }

  /** cot(pi r) for 0 < |r| <= 1/2; near 1/2, where it has a zero, by the tangent of the rest. */
  private static double cotangent(double r) {
    return Math.abs(r) <= 0.25
        ? 1.0 / TanKernel.scalar(Math.PI * r)
        : TanKernel.scalar(Math.PI * (Math.copySign(0.5, r) - r));
  }
}
