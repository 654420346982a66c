package dev.merapi.tensor.internal.kernel;

/**
 * The inverse of erf, at most 6 ulp; &plusmn;1 &#8614; &plusmn;&infin;, &plusmn;0 keeps its sign,
 * |x| &gt; 1 NaN, NaN stays NaN.
 *
 * <p>{@code erfinv(x) = Phi^-1((1 + x)/2) / sqrt(2)} by the fits of {@link NormalIcdfKernel},
 * entered with q = x/2 and p = (1 &minus; |x|)/2, so that nothing is lost near 0 and near
 * &plusmn;1.
 */
public final class ErfinvKernel {
  // sqrt(1/2).
  static final double ROOT_HALF = 0.7071067811865476;

  private static final Gate GATE =
      new Gate("erfinv", (x, y, n) -> ErfinvLanes.apply(x, 0, y, 0, n));

  private ErfinvKernel() {}

  /** The inverse of erf of one number. */
  public static double scalar(double x) {
    double q = 0.5 * x;
    double tail = 0.5 * (1.0 - Math.abs(x));

    double r = Math.sqrt(-LogKernel.scalar(tail));
    double u = 0.180625 - q * q;
    double cp = Math.fma(NormalIcdfKernel.A8, u, NormalIcdfKernel.A7);
    cp = Math.fma(cp, u, NormalIcdfKernel.A6);
    cp = Math.fma(cp, u, NormalIcdfKernel.A5);
    cp = Math.fma(cp, u, NormalIcdfKernel.A4);
    cp = Math.fma(cp, u, NormalIcdfKernel.A3);
    cp = Math.fma(cp, u, NormalIcdfKernel.A2);
    cp = Math.fma(cp, u, NormalIcdfKernel.A1);
    cp = Math.fma(cp, u, NormalIcdfKernel.A0);
    double cq = Math.fma(NormalIcdfKernel.B8, u, NormalIcdfKernel.B7);
    cq = Math.fma(cq, u, NormalIcdfKernel.B6);
    cq = Math.fma(cq, u, NormalIcdfKernel.B5);
    cq = Math.fma(cq, u, NormalIcdfKernel.B4);
    cq = Math.fma(cq, u, NormalIcdfKernel.B3);
    cq = Math.fma(cq, u, NormalIcdfKernel.B2);
    cq = Math.fma(cq, u, NormalIcdfKernel.B1);
    cq = Math.fma(cq, u, NormalIcdfKernel.B0);
    double tp = Math.fma(NormalIcdfKernel.C11, r, NormalIcdfKernel.C10);
    tp = Math.fma(tp, r, NormalIcdfKernel.C9);
    tp = Math.fma(tp, r, NormalIcdfKernel.C8);
    tp = Math.fma(tp, r, NormalIcdfKernel.C7);
    tp = Math.fma(tp, r, NormalIcdfKernel.C6);
    tp = Math.fma(tp, r, NormalIcdfKernel.C5);
    tp = Math.fma(tp, r, NormalIcdfKernel.C4);
    tp = Math.fma(tp, r, NormalIcdfKernel.C3);
    tp = Math.fma(tp, r, NormalIcdfKernel.C2);
    tp = Math.fma(tp, r, NormalIcdfKernel.C1);
    tp = Math.fma(tp, r, NormalIcdfKernel.C0);
    double tq = Math.fma(NormalIcdfKernel.D11, r, NormalIcdfKernel.D10);
    tq = Math.fma(tq, r, NormalIcdfKernel.D9);
    tq = Math.fma(tq, r, NormalIcdfKernel.D8);
    tq = Math.fma(tq, r, NormalIcdfKernel.D7);
    tq = Math.fma(tq, r, NormalIcdfKernel.D6);
    tq = Math.fma(tq, r, NormalIcdfKernel.D5);
    tq = Math.fma(tq, r, NormalIcdfKernel.D4);
    tq = Math.fma(tq, r, NormalIcdfKernel.D3);
    tq = Math.fma(tq, r, NormalIcdfKernel.D2);
    tq = Math.fma(tq, r, NormalIcdfKernel.D1);
    tq = Math.fma(tq, r, NormalIcdfKernel.D0);
    boolean central = Math.abs(q) <= NormalIcdfKernel.CENTRAL;
    double y = (central ? q * cp : tp) / (central ? cq : tq);

    y = ROOT_HALF * y;
    y = central || x > 0.0 ? y : -y;
    return Math.abs(x) == 1.0 ? x * Double.POSITIVE_INFINITY : y;
  }

  /**
   * {@code y[yo + i] = erfinv(x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
   * disjoint.
   */
  public static void apply(double[] x, int xo, double[] y, int yo, int n) {
    int done = GATE.admits(n) ? ErfinvLanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }
}
