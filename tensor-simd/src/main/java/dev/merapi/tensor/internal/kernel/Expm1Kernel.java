package dev.merapi.tensor.internal.kernel;

/**
 * {@code exp(x) - 1}, at most 2 ulp, relative accuracy kept near 0; &minus;&infin; &#8614;
 * &minus;1, NaN stays NaN.
 *
 * <p>The reduction of {@link ExpKernel} with the low part of r kept, then {@code 2^k p + (2^k - 1)}
 * where p = exp(r) &minus; 1. Halved throughout, so that 2^1024 is never formed.
 */
public final class Expm1Kernel {
  // (exp(r) - 1 - r) / r^2 on |r| <= log(2)/2: minimax by Remez exchange, relative error of exp(r)
  // - 1: 2^-61.7.
  static final double C2 = 0.5;
  static final double C3 = 0.16666666666666677;
  static final double C4 = 0.0416666666666667;
  static final double C5 = 0.008333333333321619;
  static final double C6 = 0.001388888888886674;
  static final double C7 = 0.00019841269886150962;
  static final double C8 = 2.480158736071624E-5;
  static final double C9 = 2.755724418887819E-6;
  static final double C10 = 2.755724264336536E-7;
  static final double C11 = 2.510904265106074E-8;
  static final double C12 = 2.0924474912259457E-9;

  // Above HIGHEST the result is infinite, below LOWEST it is -1, nearer to 0 than TINY it is x.
  static final double HIGHEST = 709.782712893384;
  static final double LOWEST = -40.0;
  static final double TINY = 0x1p-54;

  private static final Gate GATE = new Gate("expm1", (x, y, n) -> Expm1Lanes.apply(x, 0, y, 0, n));

  private Expm1Kernel() {}

  /** exp(x) - 1 of one number. */
  public static double scalar(double x) {
    double t = Math.fma(x, ExpKernel.LOG2E, ExpKernel.SHIFT);
    double k = t - ExpKernel.SHIFT;
    double h = Math.fma(k, -ExpKernel.LN2_HI, x);
    double r = Math.fma(k, -ExpKernel.LN2_LO, h);
    double low = Math.fma(k, -ExpKernel.LN2_LO, h - r);
    double q = Math.fma(C12, r, C11);
    q = Math.fma(q, r, C10);
    q = Math.fma(q, r, C9);
    q = Math.fma(q, r, C8);
    q = Math.fma(q, r, C7);
    q = Math.fma(q, r, C6);
    q = Math.fma(q, r, C5);
    q = Math.fma(q, r, C4);
    q = Math.fma(q, r, C3);
    q = Math.fma(q, r, C2);
    double p = r + Math.fma(q, r * r, low);
    double s = Double.longBitsToDouble((Double.doubleToRawLongBits(t) + 1022) << 52);
    double y = 2.0 * Math.fma(s, p, s - 0.5);
    y = x > HIGHEST ? Double.POSITIVE_INFINITY : y;
    y = x < LOWEST ? -1.0 : y;
    return Math.abs(x) < TINY ? x : y;
  }

  /**
   * {@code y[yo + i] = exp(x[xo + i]) - 1} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? Expm1Lanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
