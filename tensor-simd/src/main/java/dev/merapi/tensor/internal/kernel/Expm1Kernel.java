package dev.merapi.tensor.internal.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

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
  private static final double C2 = 0.5;
  private static final double C3 = 0.16666666666666677;
  private static final double C4 = 0.0416666666666667;
  private static final double C5 = 0.008333333333321619;
  private static final double C6 = 0.001388888888886674;
  private static final double C7 = 0.00019841269886150962;
  private static final double C8 = 2.480158736071624E-5;
  private static final double C9 = 2.755724418887819E-6;
  private static final double C10 = 2.755724264336536E-7;
  private static final double C11 = 2.510904265106074E-8;
  private static final double C12 = 2.0924474912259457E-9;

  // Above HIGHEST the result is infinite, below LOWEST it is -1, nearer to 0 than TINY it is x.
  private static final double HIGHEST = 709.782712893384;
  private static final double LOWEST = -40.0;
  private static final double TINY = 0x1p-54;

  private static final Gate GATE = new Gate("expm1", (x, y, n) -> Lanes.apply(x, 0, y, 0, n));

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
    int done = GATE.admits(n) ? Lanes.apply(x, xo, y, yo, n) : 0;
    loop(x, xo + done, y, yo + done, n - done);
  }

  private static void loop(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }

  /** The same operations on vectors. */
  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;

    private Lanes() {}

    static int apply(double[] in, int from, double[] out, int to, int n) {
      int end = S.loopBound(n);
      for (int i = 0; i < end; i += S.length()) {
        DoubleVector x = DoubleVector.fromArray(S, in, from + i);
        DoubleVector t = x.fma(ExpKernel.LOG2E, ExpKernel.SHIFT);
        DoubleVector k = t.sub(ExpKernel.SHIFT);
        DoubleVector h = k.fma(broadcast(S, -ExpKernel.LN2_HI), x);
        DoubleVector r = k.fma(broadcast(S, -ExpKernel.LN2_LO), h);
        DoubleVector low = k.fma(broadcast(S, -ExpKernel.LN2_LO), h.sub(r));
        DoubleVector q = r.fma(broadcast(S, C12), broadcast(S, C11));
        q = q.fma(r, broadcast(S, C10));
        q = q.fma(r, broadcast(S, C9));
        q = q.fma(r, broadcast(S, C8));
        q = q.fma(r, broadcast(S, C7));
        q = q.fma(r, broadcast(S, C6));
        q = q.fma(r, broadcast(S, C5));
        q = q.fma(r, broadcast(S, C4));
        q = q.fma(r, broadcast(S, C3));
        q = q.fma(r, broadcast(S, C2));
        DoubleVector p = r.add(q.fma(r.mul(r), low));
        DoubleVector s = t.reinterpretAsLongs().add(1022).lanewise(LSHL, 52).reinterpretAsDoubles();
        DoubleVector y = s.fma(p, s.sub(0.5)).mul(2.0);
        y = y.blend(Double.POSITIVE_INFINITY, x.compare(GT, HIGHEST));
        y = y.blend(-1.0, x.lt(LOWEST));
        y.blend(x, x.abs().lt(TINY)).intoArray(out, to + i);
      }
      return end;
    }
  }
}
