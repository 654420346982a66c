package dev.merapi.tensor.internal.kernel;

/**
 * {@code log|Gamma(x)|}, for x &gt; 0 at most 8 ulp (zeros at 1 and 2 included); for x &lt; 0,
 * where the function has zeros between its poles, the error is at most 8 ulp of the largest of
 * |result|, lgamma(|x|) and 1. &minus;1, &minus;2, &hellip;, 0 and &plusmn;&infin; &#8614;
 * +&infin;; NaN stays NaN.
 *
 * <p>For &frac12; &le; x &lt; 8, {@code (x - 1)(x - 2) P(x)/Q(x)}; below, {@code lgamma(x + 1) -
 * log x}; from 8 on Stirling's series (Abramowitz and Stegun 6.1.41) as a polynomial in 1/x^2. For
 * x &lt; 0 reflection (6.1.17), in scalar code.
 */
public final class LgammaKernel {
  // lgamma(x) / ((x - 1)(x - 2)) on 1/2 <= x <= 8: rational, weighted least squares, relative error
  // 2^-57.6.
  static final double P0 = 2.8410780927404877;
  static final double P1 = 148.07407660377982;
  static final double P2 = 1733.297457163495;
  static final double P3 = 7321.439809335001;
  static final double P4 = 13412.994482616006;
  static final double P5 = 11561.836932767088;
  static final double P6 = 4831.610846088631;
  static final double P7 = 967.2450495738051;
  static final double P8 = 87.47268703762794;
  static final double P9 = 3.1213140259297005;
  static final double P10 = 0.0317180717807328;
  static final double P11 = 1.7648365379370397E-5;
  static final double Q0 = 1.0;
  static final double Q1 = 83.16712183386126;
  static final double Q2 = 1378.6548177759673;
  static final double Q3 = 7925.594320300077;
  static final double Q4 = 19511.75763516514;
  static final double Q5 = 22775.745500003442;
  static final double Q6 = 13257.472036965195;
  static final double Q7 = 3888.541327914388;
  static final double Q8 = 559.7582312670024;
  static final double Q9 = 36.76154595312012;
  static final double Q10 = 0.9416496125108158;
  static final double Q11 = 0.006403904943957488;

  // x (lgamma(x) - (x - 1/2) log x + x - log(2 pi)/2) in 1/x^2 for x >= 8: minimax, error 2^-60.6.
  static final double A0 = 0.08333333333333333;
  static final double A1 = -0.0027777777777741003;
  static final double A2 = 0.0007936507898355585;
  static final double A3 = -0.0005952366071162389;
  static final double A4 = 0.000841472866937952;
  static final double A5 = -0.0018905408298943314;
  static final double A6 = 0.005069265392277578;

  // (log(2 pi) - 1) / 2, and log(pi).
  static final double HALF_LOG = 0.4189385332046728;
  static final double LOG_PI = 1.1447298858494002;

  private static final Gate GATE =
      new Gate("lgamma", (x, y, n) -> LgammaLanes.apply(x, 0, y, 0, n));

  private LgammaKernel() {}

  /** The logarithm of the absolute gamma function of one number. */
  public static double scalar(double x) {
    if (!(x > 0.0)) {
      return reflected(x);
    }
    double l = LogKernel.scalar(x);
    boolean big = x >= 8.0;
    boolean small = x < 0.5;
    double w = small ? x + 1.0 : x;
    double p = Math.fma(P11, w, P10);
    p = Math.fma(p, w, P9);
    p = Math.fma(p, w, P8);
    p = Math.fma(p, w, P7);
    p = Math.fma(p, w, P6);
    p = Math.fma(p, w, P5);
    p = Math.fma(p, w, P4);
    p = Math.fma(p, w, P3);
    p = Math.fma(p, w, P2);
    p = Math.fma(p, w, P1);
    p = Math.fma(p, w, P0);
    double q = Math.fma(Q11, w, Q10);
    q = Math.fma(q, w, Q9);
    q = Math.fma(q, w, Q8);
    q = Math.fma(q, w, Q7);
    q = Math.fma(q, w, Q6);
    q = Math.fma(q, w, Q5);
    q = Math.fma(q, w, Q4);
    q = Math.fma(q, w, Q3);
    q = Math.fma(q, w, Q2);
    q = Math.fma(q, w, Q1);
    q = Math.fma(q, w, Q0);
    double r = (big ? 1.0 : p) / (big ? x : q);
    double z = r * r;
    double a = Math.fma(A6, z, A5);
    a = Math.fma(a, z, A4);
    a = Math.fma(a, z, A3);
    a = Math.fma(a, z, A2);
    a = Math.fma(a, z, A1);
    a = Math.fma(a, z, A0);
    double far = Math.fma(x - 0.5, l - 1.0, Math.fma(a, r, HALF_LOG));
    double near = Math.fma((w - 1.0) * (w - 2.0), r, 0.0);
    near = small ? near - l : near;
    return big ? far : near;
  }

  /**
   * {@code y[yo + i] = log|Gamma(x[xo + i])|} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? LgammaLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }

  /** log|Gamma(-z)| = log(pi / (z |sin(pi z)|)) - lgamma(z) for z = -x >= 0. */
  private static double reflected(double x) {
    double z = -x;
    if (!(z >= 0.0)) {
      return x;
    }
    double nearest = Math.rint(z);
    if (z == nearest) {
      return Double.POSITIVE_INFINITY;
    }
    if (z < 0x1p-60) {
      return -LogKernel.scalar(z);
    }
    double sine = SinKernel.scalar(Math.PI * Math.abs(z - nearest));
    return LOG_PI - LogKernel.scalar(z * sine) - scalar(z);
  }
}
