package dev.merapi.tensor.internal.kernel;

/**
 * The trigamma function &psi;&prime;(x) = d&sup2;/dx&sup2; log &Gamma;(x), for x &gt; 0 at most 3
 * ulp, for x &lt; 0 at most 8 ulp; 0, &minus;1, &minus;2, &hellip; &#8614; +&infin;, +&infin;
 * &#8614; 0, &minus;&infin; &#8614; NaN, NaN stays NaN.
 *
 * <p>For 1 &le; x &lt; 8, {@code 1/x + P(x)/(x^2 Q(x))}; below, {@code psi'(x + 1) + 1/x^2}; from 8
 * on the asymptotic series (Abramowitz and Stegun 6.4.12) as a polynomial in 1/x^2. For x &lt; 0
 * reflection (6.4.7), in scalar code.
 */
public final class TrigammaKernel {
  // x^2 psi'(x) on 1 <= x <= 8: rational, weighted least squares, relative error 2^-62.5.
  static final double P0 = 1.0000000539567875;
  static final double P1 = 3.5032334132710226;
  static final double P2 = 5.74283171543723;
  static final double P3 = 5.505012638015273;
  static final double P4 = 3.2916229279525058;
  static final double P5 = 1.228496421922028;
  static final double P6 = 0.26778359545609;
  static final double P7 = 0.02700331482874531;
  static final double Q0 = 1.0;
  static final double Q1 = 4.503234050895999;
  static final double Q2 = 8.601127979068682;
  static final double Q3 = 9.102745717593375;
  static final double Q4 = 5.825355794519097;
  static final double Q5 = 2.284471189401552;
  static final double Q6 = 0.517564980826782;
  static final double Q7 = 0.0540066296606506;

  // x^3 (psi'(x) - 1/x - 1/(2 x^2)) in 1/x^2 for x >= 8: minimax, error 2^-66.
  static final double A0 = 0.1666666666666666;
  static final double A1 = -0.033333333333168624;
  static final double A2 = 0.02380952368667153;
  static final double A3 = -0.03333328943423216;
  static final double A4 = 0.07574890156438932;
  static final double A5 = -0.25210700668777325;
  static final double A6 = 1.0974289959562664;
  static final double A7 = -4.376231375158082;

  private static final Gate GATE =
      new Gate("trigamma", (x, y, n) -> TrigammaLanes.apply(x, 0, y, 0, n));

  private TrigammaKernel() {}

  /** The trigamma function of one number. */
  public static double scalar(double x) {
    if (!(x > 0.0)) {
      return reflected(x);
    }
    boolean big = x >= 8.0;
    boolean small = x < 1.0;
    double w = small ? x + 1.0 : x;
    double p = Math.fma(P7, w, P6);
    p = Math.fma(p, w, P5);
    p = Math.fma(p, w, P4);
    p = Math.fma(p, w, P3);
    p = Math.fma(p, w, P2);
    p = Math.fma(p, w, P1);
    p = Math.fma(p, w, P0);
    double q = Math.fma(Q7, w, Q6);
    q = Math.fma(q, w, Q5);
    q = Math.fma(q, w, Q4);
    q = Math.fma(q, w, Q3);
    q = Math.fma(q, w, Q2);
    q = Math.fma(q, w, Q1);
    q = Math.fma(q, w, Q0);
    double r = (big ? 1.0 : p) / (big ? x : q);
    double z = r * r;
    double a = Math.fma(A7, z, A6);
    a = Math.fma(a, z, A5);
    a = Math.fma(a, z, A4);
    a = Math.fma(a, z, A3);
    a = Math.fma(a, z, A2);
    a = Math.fma(a, z, A1);
    a = Math.fma(a, z, A0);
    double far = Math.fma(z, Math.fma(a, r, 0.5), r);
    double iw = 1.0 / w;
    double ix = 1.0 / x;
    double near = Math.fma(iw * iw, r, iw);
    near = small ? Math.fma(ix, ix, near) : near;
    return big ? far : near;
  }

  /**
   * {@code y[yo + i] = psi'(x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? TrigammaLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }

  /** psi'(x) = pi^2 / sin(pi x)^2 - psi'(1 - x). */
  private static double reflected(double x) {
    double nearest = Math.rint(x);
    if (!(x <= 0.0) || x == Double.NEGATIVE_INFINITY) {
      return Double.NaN;
    }
    if (x == nearest) {
      return Double.POSITIVE_INFINITY;
    }
    double c = Math.PI / SinKernel.scalar(Math.PI * (x - nearest));
    return c * c - scalar(1.0 - x);
  }
}
