package dev.merapi.tensor.internal.kernel;

/**
 * {@code tanh(x)}, at most 2 ulp; &plusmn;&infin; &#8614; &plusmn;1, &plusmn;0 keeps its sign, NaN
 * stays NaN.
 *
 * <p>An odd polynomial for |x| &lt; 0.55, else {@code 1 - 2/(exp(2|x|) + 1)} with the sign of x.
 */
public final class TanhKernel {
  // (tanh(x)/x - 1)/z in z = x^2 on |x| <= 0.55: minimax by Remez exchange, error 2^-60.6.
  static final double C1 = -0.33333333333333304;
  static final double C2 = 0.1333333333332746;
  static final double C3 = -0.05396825396417322;
  static final double C4 = 0.021869488396268507;
  static final double C5 = -0.008863232755729306;
  static final double C6 = 0.0035920934646931214;
  static final double C7 = -0.0014555514534327955;
  static final double C8 = 0.0005884778123556255;
  static final double C9 = -0.00023346195792327759;
  static final double C10 = 8.342634394064842E-5;
  static final double C11 = -1.955970702626851E-5;

  static final double NEAR = 0.55;

  private static final Gate GATE = new Gate("tanh", (x, y, n) -> TanhLanes.apply(x, 0, y, 0, n));

  private TanhKernel() {}

  /** tanh(x) of one number. */
  public static double scalar(double x) {
    double a = Math.abs(x);
    double e = ExpKernel.scalar(a + a);
    double far = 1.0 - 2.0 / (e + 1.0);
    far = x < 0.0 ? -far : far;
    double z = x * x;
    double p = Math.fma(C11, z, C10);
    p = Math.fma(p, z, C9);
    p = Math.fma(p, z, C8);
    p = Math.fma(p, z, C7);
    p = Math.fma(p, z, C6);
    p = Math.fma(p, z, C5);
    p = Math.fma(p, z, C4);
    p = Math.fma(p, z, C3);
    p = Math.fma(p, z, C2);
    p = Math.fma(p, z, C1);
    return a < NEAR ? Math.fma(x * z, p, x) : far;
  }

  /**
   * {@code y[yo + i] = tanh(x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? TanhLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
