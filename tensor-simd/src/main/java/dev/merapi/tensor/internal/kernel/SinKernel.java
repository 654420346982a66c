package dev.merapi.tensor.internal.kernel;

/**
 * {@code sin(x)}, at most 2 ulp for every x; &plusmn;&infin; &#8614; NaN, &plusmn;0 keeps its sign,
 * NaN stays NaN.
 *
 * <p>{@code x = k pi/2 + r} with &pi;/2 in three doubles and r in two ({@link HalfPi}); the
 * quadrant k mod 4 picks sine or cosine and the sign. A block with a value beyond 2^30 runs the
 * scalar code, which reduces in integers.
 */
public final class SinKernel {
  // Nearer to 0 than TINY the result is x.
  static final double TINY = 0x1p-27;

  private static final Gate GATE = new Gate("sin", (x, y, n) -> SinLanes.apply(x, 0, y, 0, n));

  private SinKernel() {}

  /** sin(x) of one number. */
  public static double scalar(double x) {
    if (!(Math.abs(x) <= HalfPi.FAR)) {
      return HalfPi.sine(x, 0);
    }
    double t = Math.fma(x, HalfPi.INVERSE, HalfPi.SHIFT);
    double k = t - HalfPi.SHIFT;
    double h = Math.fma(k, -HalfPi.HIGH, x);
    double r = Math.fma(k, -HalfPi.MIDDLE, h);
    double low = Math.fma(k, -HalfPi.LOW, Math.fma(k, -HalfPi.MIDDLE, h - r));
    double z = r * r;
    double sp = Math.fma(HalfPi.S6, z, HalfPi.S5);
    sp = Math.fma(sp, z, HalfPi.S4);
    sp = Math.fma(sp, z, HalfPi.S3);
    sp = Math.fma(sp, z, HalfPi.S2);
    sp = Math.fma(sp, z, HalfPi.S1);
    double cp = Math.fma(HalfPi.C7, z, HalfPi.C6);
    cp = Math.fma(cp, z, HalfPi.C5);
    cp = Math.fma(cp, z, HalfPi.C4);
    cp = Math.fma(cp, z, HalfPi.C3);
    cp = Math.fma(cp, z, HalfPi.C2);
    double half = 0.5 * z;
    double w = 1.0 - half;

    double sine = r + Math.fma(z * r, sp, Math.fma(-half, low, low));
    double cosine = w + Math.fma(z * z, cp, Math.fma(-r, low, 1.0 - w - half));

    long q = Double.doubleToRawLongBits(t);
    double y = (q & 1) == 1 ? cosine : sine;
    y = Double.longBitsToDouble(Double.doubleToRawLongBits(y) ^ (q & 2) << 62);
    return Math.abs(x) < TINY ? x : y;
  }

  /**
   * {@code y[yo + i] = sin(x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? SinLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
