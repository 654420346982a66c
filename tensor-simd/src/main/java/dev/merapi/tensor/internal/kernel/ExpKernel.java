package dev.merapi.tensor.internal.kernel;

/**
 * {@code exp(x)}, at most 1 ulp, gradual underflow included; &minus;&infin; &#8614; 0, NaN stays
 * NaN.
 *
 * <p>{@code x = k log 2 + r} with |r| &le; log(2)/2, k by adding and subtracting 1.5 &middot; 2^52
 * (AVX2 cannot convert longs to doubles), then {@code 2^k (1 + r + r^2 q(r))}. The power of two is
 * made of exponent bits and comes in two factors, so that a subnormal result is rounded once.
 */
public final class ExpKernel {
  // log2(e), log(2) in two doubles, and the number whose addition rounds to an integer.
  static final double LOG2E = 1.4426950408889634;
  static final double LN2_HI = 0.6931471805599453;
  static final double LN2_LO = 2.3190468138462996E-17;
  static final double SHIFT = 0x1.8p52;

  // (exp(r) - 1 - r) / r^2 on |r| <= log(2)/2: minimax by Remez exchange, error 2^-57.9 of exp(r).
  static final double C2 = 0.5000000000000011;
  static final double C3 = 0.16666666666666413;
  static final double C4 = 0.04166666666653061;
  static final double C5 = 0.008333333333493984;
  static final double C6 = 0.0013888888943525885;
  static final double C7 = 0.00019841269507298097;
  static final double C8 = 2.4801493195968517E-5;
  static final double C9 = 2.7557585933588667E-6;
  static final double C10 = 2.763021674827074E-7;
  static final double C11 = 2.5000152871892356E-8;

  // Above HIGHEST the result is infinite, below LOWEST it is 0, below SMALL it may be subnormal.
  static final double HIGHEST = 709.782712893384;
  static final double LOWEST = -745.1332191019412;
  static final double SMALL = -707.0;
  static final double TINY = 0x1p-100;

  private static final Gate GATE = new Gate("exp", (x, y, n) -> ExpLanes.apply(x, 0, y, 0, n));

  private ExpKernel() {}

  /** exp of one number. */
  public static double scalar(double x) {
    double t = Math.fma(x, LOG2E, SHIFT);
    double k = t - SHIFT;
    double r = Math.fma(k, -LN2_LO, Math.fma(k, -LN2_HI, x));
    double r2 = r * r;
    double p = Math.fma(series(r), r2, r) + 1.0;
    boolean small = x < SMALL;
    long bias = small ? 1123 : 1022;
    double y =
        p
            * Double.longBitsToDouble((Double.doubleToRawLongBits(t) + bias) << 52)
            * (small ? TINY : 2.0);
    y = x > HIGHEST ? Double.POSITIVE_INFINITY : y;
    return x < LOWEST ? 0.0 : y;
  }

  /**
   * Value of the minimax polynomial: even and odd terms apart, to halve the chain of dependent
   * steps.
   */
  private static double series(double r) {
    double r2 = r * r;
    double even = Math.fma(C10, r2, C8);
    even = Math.fma(even, r2, C6);
    even = Math.fma(even, r2, C4);
    even = Math.fma(even, r2, C2);
    double odd = Math.fma(C11, r2, C9);
    odd = Math.fma(odd, r2, C7);
    odd = Math.fma(odd, r2, C5);
    odd = Math.fma(odd, r2, C3);
    return Math.fma(odd, r, even);
  }

  /**
   * {@code y[yo + i] = exp(x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? ExpLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
