package dev.merapi.tensor.internal.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code cos(x)}, at most 2 ulp for every x; &plusmn;&infin; &#8614; NaN, NaN stays NaN. See {@link
 * SinKernel}: cos is a quadrant further.
 */
public final class CosKernel {

  private static final Gate GATE = new Gate("cos", (x, y, n) -> Lanes.apply(x, 0, y, 0, n));

  private CosKernel() {}

  /** cos(x) of one number. */
  public static double scalar(double x) {
    if (!(Math.abs(x) <= HalfPi.FAR)) {
      return HalfPi.sine(x, 1);
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

    long q = Double.doubleToRawLongBits(t) + 1;
    double y = (q & 1) == 1 ? cosine : sine;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(y) ^ (q & 2) << 62);
  }

  /**
   * {@code y[yo + i] = cos(x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
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
        if (x.abs().compare(LE, HalfPi.FAR).not().anyTrue()) {
          loop(in, from + i, out, to + i, S.length());
          continue;
        }
        DoubleVector t = x.fma(HalfPi.INVERSE, HalfPi.SHIFT);
        DoubleVector k = t.sub(HalfPi.SHIFT);
        DoubleVector h = k.fma(broadcast(S, -HalfPi.HIGH), x);
        DoubleVector r = k.fma(broadcast(S, -HalfPi.MIDDLE), h);
        DoubleVector low =
            k.fma(broadcast(S, -HalfPi.LOW), k.fma(broadcast(S, -HalfPi.MIDDLE), h.sub(r)));
        DoubleVector z = r.mul(r);
        DoubleVector sp = z.fma(broadcast(S, HalfPi.S6), broadcast(S, HalfPi.S5));
        sp = sp.fma(z, broadcast(S, HalfPi.S4));
        sp = sp.fma(z, broadcast(S, HalfPi.S3));
        sp = sp.fma(z, broadcast(S, HalfPi.S2));
        sp = sp.fma(z, broadcast(S, HalfPi.S1));
        DoubleVector cp = z.fma(broadcast(S, HalfPi.C7), broadcast(S, HalfPi.C6));
        cp = cp.fma(z, broadcast(S, HalfPi.C5));
        cp = cp.fma(z, broadcast(S, HalfPi.C4));
        cp = cp.fma(z, broadcast(S, HalfPi.C3));
        cp = cp.fma(z, broadcast(S, HalfPi.C2));
        DoubleVector half = z.mul(0.5);
        DoubleVector w = broadcast(S, 1.0).sub(half);

        DoubleVector sine = r.add(z.mul(r).fma(sp, half.neg().fma(low, low)));
        DoubleVector cosine =
            w.add(z.mul(z).fma(cp, r.neg().fma(low, broadcast(S, 1.0).sub(w).sub(half))));

        LongVector q = t.reinterpretAsLongs().add(1);
        DoubleVector y = sine.blend(cosine, q.and(1).eq(1).cast(S));
        y.reinterpretAsLongs()
            .lanewise(XOR, q.and(2).lanewise(LSHL, 62))
            .reinterpretAsDoubles()
            .intoArray(out, to + i);
      }
      return end;
    }
  }
}
