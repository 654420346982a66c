package dev.merapi.tensor.internal.kernel;

/**
 * {@code tan(x)}, at most 2 ulp for every x; &plusmn;&infin; &#8614; NaN, &plusmn;0 keeps its sign,
 * NaN stays NaN.
 *
 * <p>Sine and cosine of the reduced argument as unevaluated sums of two doubles, and one Newton
 * step on their quotient, so that only the last rounding shows.
 */
public final class TanKernel {
  // Nearer to 0 than TINY the result is x.
  static final double TINY = 0x1p-27;

  private static final Gate GATE = new Gate("tan", (x, y, n) -> TanLanes.apply(x, 0, y, 0, n));

  private TanKernel() {}

  /** tan(x) of one number. */
  public static double scalar(double x) {
    if (!(Math.abs(x) <= HalfPi.FAR)) {
      return HalfPi.tangent(x);
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

    double st = Math.fma(z * r, sp, Math.fma(-half, low, low));
    double sh = r + st;
    double sl = st - (sh - r);
    double ct = Math.fma(z * z, cp, Math.fma(-r, low, 1.0 - w - half));
    double ch = w + ct;
    double cl = ct - (ch - w);
    boolean odd = (Double.doubleToRawLongBits(t) & 1) == 1;
    double nh = odd ? -ch : sh;
    double nl = odd ? -cl : sl;
    double dh = odd ? sh : ch;
    double dl = odd ? sl : cl;
    double inverse = 1.0 / dh;
    double y = nh * inverse;
    y = Math.fma(Math.fma(-y, dl, Math.fma(-y, dh, nh) + nl), inverse, y);
    return Math.abs(x) < TINY ? x : y;
  }

  /**
   * {@code y[yo + i] = tan(x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? TanLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
