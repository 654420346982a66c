package dev.merapi.tensor.internal.kernel;

/**
 * {@code 1/(1 + exp(-x))}, at most 2 ulp; underflows as exp(x) does, NaN stays NaN.
 *
 * <p>With t = exp(&minus;|x|) &le; 1 the result is 1/(1 + t) or t/(1 + t): never a difference,
 * never an overflow. The rounding error of 1 + t is put back: it alone would cost an ulp.
 */
public final class SigmoidKernel {

  private static final Gate GATE =
      new Gate("sigmoid", (x, y, n) -> SigmoidLanes.apply(x, 0, y, 0, n));

  private SigmoidKernel() {}

  /** 1/(1 + exp(-x)) of one number. */
  public static double scalar(double x) {
    double t = ExpKernel.scalar(-Math.abs(x));
    double d = t + 1.0;
    double rest = t - (d - 1.0);
    double top = x < 0.0 ? t : 1.0;
    double q = top / d;
    return Math.fma(-q, rest, q);
  }

  /**
   * {@code y[yo + i] = 1 / (1 + exp(-x[xo + i]))} for {@code 0 <= i < n}; the two ranges are equal
   * or disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? SigmoidLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
