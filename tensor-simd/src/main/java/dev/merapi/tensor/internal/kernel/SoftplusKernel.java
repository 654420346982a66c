package dev.merapi.tensor.internal.kernel;

/**
 * {@code log(1 + exp(x))}, at most 2 ulp; &minus;&infin; &#8614; 0, +&infin; &#8614; +&infin;, NaN
 * stays NaN.
 *
 * <p>{@code max(x, 0) + log1p(t)} with t = exp(&minus;|x|) in [0, 1]: there log1p needs no split
 * into exponent and fraction, only artanh of s = t/(2 + t) &le; 1/3, arranged as in {@link
 * LogKernel}.
 */
public final class SoftplusKernel {
  // (2 artanh(s) - 2 s) / s in z = s^2 on s <= 1/3: minimax by Remez exchange, error 2^-58.3.
  static final double C1 = 0.6666666666666642;
  static final double C2 = 0.4000000000012458;
  static final double C3 = 0.2857142855131691;
  static final double C4 = 0.22222223782326414;
  static final double C5 = 0.18181749811682157;
  static final double C6 = 0.15386446249861138;
  static final double C7 = 0.13302343163734062;
  static final double C8 = 0.12096048450652366;
  static final double C9 = 0.08381051681711288;
  static final double C10 = 0.1694725947004888;

  private static final Gate GATE =
      new Gate("softplus", (x, y, n) -> SoftplusLanes.apply(x, 0, y, 0, n));

  private SoftplusKernel() {}

  /** log(1 + exp(x)) of one number. */
  public static double scalar(double x) {
    double t = ExpKernel.scalar(-Math.abs(x));
    double s = t / (t + 2.0);
    double z = s * s;
    double half = 0.5 * t * t;
    double p = Math.fma(C10, z, C9);
    p = Math.fma(p, z, C8);
    p = Math.fma(p, z, C7);
    p = Math.fma(p, z, C6);
    p = Math.fma(p, z, C5);
    p = Math.fma(p, z, C4);
    p = Math.fma(p, z, C3);
    p = Math.fma(p, z, C2);
    p = Math.fma(p, z, C1);
    double r = Math.fma(p, z, half);

    double y = t - (half - s * r);
    return (x < 0.0 ? 0.0 : x) + y;
  }

  /**
   * {@code y[yo + i] = log(1 + exp(x[xo + i]))} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? SoftplusLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
