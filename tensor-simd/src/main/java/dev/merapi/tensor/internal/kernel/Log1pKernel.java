package dev.merapi.tensor.internal.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code log(1 + x)}, at most 1 ulp; &minus;1 &#8614; &minus;&infin;, x &lt; &minus;1 &#8614; NaN,
 * NaN stays NaN.
 *
 * <p>With u = fl(1 + x) and the exact rest c = (1 + x) &minus; u (Knuth's TwoSum), log(1 + x) = log
 * u + c/u. The logarithm is that of {@link LogKernel}; u is never subnormal.
 */
public final class Log1pKernel {
  // Nearer to 0 than TINY the result is x.
  private static final double TINY = 0x1p-54;

  private static final Gate GATE = new Gate("log1p", (x, y, n) -> Lanes.apply(x, 0, y, 0, n));

  private Log1pKernel() {}

  /** log(1 + x) of one number. */
  public static double scalar(double x) {
    double u = x + 1.0;
    double v = u - 1.0;
    double c = 1.0 - (u - v) + (x - v);
    long b = Double.doubleToRawLongBits(u) + LogKernel.TO_ONE;
    double e = Double.longBitsToDouble(b >>> 52 | LogKernel.TWO_52) - LogKernel.BIAS;
    double f = Double.longBitsToDouble((b & LogKernel.FRACTION) + LogKernel.ROOT_HALF) - 1.0;
    double s = f / (f + 2.0);
    double z = s * s;
    double r = Math.fma(LogKernel.C7, z, LogKernel.C6);
    r = Math.fma(r, z, LogKernel.C5);
    r = Math.fma(r, z, LogKernel.C4);
    r = Math.fma(r, z, LogKernel.C3);
    r = Math.fma(r, z, LogKernel.C2);
    r = Math.fma(r, z, LogKernel.C1);
    double half = 0.5 * f * f;
    double low = Math.fma(e, LogKernel.LN2_LO, c / u);
    double y = Math.fma(e, LogKernel.LN2_HI, f - (half - Math.fma(s, Math.fma(r, z, half), low)));
    y = x < Double.POSITIVE_INFINITY ? y : x;
    y = x == -1.0 ? -Double.POSITIVE_INFINITY : y;
    y = x < -1.0 ? Double.NaN : y;
    return Math.abs(x) < TINY ? x : y;
  }

  /**
   * {@code y[yo + i] = log(1 + x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
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
        DoubleVector u = x.add(1.0);
        DoubleVector v = u.sub(1.0);
        DoubleVector c = broadcast(S, 1.0).sub(u.sub(v)).add(x.sub(v));
        LongVector b = u.reinterpretAsLongs().add(LogKernel.TO_ONE);
        DoubleVector e =
            b.lanewise(LSHR, 52).or(LogKernel.TWO_52).reinterpretAsDoubles().sub(LogKernel.BIAS);
        DoubleVector f =
            b.and(LogKernel.FRACTION).add(LogKernel.ROOT_HALF).reinterpretAsDoubles().sub(1.0);
        DoubleVector s = f.div(f.add(2.0));
        DoubleVector z = s.mul(s);
        DoubleVector r = z.fma(broadcast(S, LogKernel.C7), broadcast(S, LogKernel.C6));
        r = r.fma(z, broadcast(S, LogKernel.C5));
        r = r.fma(z, broadcast(S, LogKernel.C4));
        r = r.fma(z, broadcast(S, LogKernel.C3));
        r = r.fma(z, broadcast(S, LogKernel.C2));
        r = r.fma(z, broadcast(S, LogKernel.C1));
        DoubleVector half = f.mul(0.5).mul(f);
        DoubleVector low = e.fma(broadcast(S, LogKernel.LN2_LO), c.div(u));
        DoubleVector y =
            e.fma(broadcast(S, LogKernel.LN2_HI), f.sub(half.sub(s.fma(r.fma(z, half), low))));
        y = x.blend(y, x.lt(Double.POSITIVE_INFINITY));
        y = y.blend(-Double.POSITIVE_INFINITY, x.eq(-1.0));
        y = y.blend(Double.NaN, x.lt(-1.0));
        y.blend(x, x.abs().lt(TINY)).intoArray(out, to + i);
      }
      return end;
    }
  }
}
