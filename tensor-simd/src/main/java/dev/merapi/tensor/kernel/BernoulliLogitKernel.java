package dev.merapi.tensor.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The log density of a coin with logit x showing y in {0, 1}, {@code y x - softplus(x)}, and its
 * derivative in x, {@code y - sigmoid(x)}, in one pass: both need {@code t = exp(-|x|)} only.
 *
 * <p>Two ulp of the density, two ulp of the larger of y and the sigmoid for the derivative. The
 * series is that of {@link SoftplusKernel}.
 */
public final class BernoulliLogitKernel {
  private static final Gate GATE =
      new Gate("bernoulliLogit", (x, y, n) -> Lanes.apply(x, 0, x, 0, y, 0, new double[n], 0, n));

  private BernoulliLogitKernel() {}

  /** y x - softplus(x). */
  public static double logDensity(double x, double y) {
    double t = ExpKernel.scalar(-Math.abs(x));
    double s = t / (t + 2.0);
    double z = s * s;
    double half = 0.5 * t * t;
    double p = Math.fma(SoftplusKernel.C10, z, SoftplusKernel.C9);
    p = Math.fma(p, z, SoftplusKernel.C8);
    p = Math.fma(p, z, SoftplusKernel.C7);
    p = Math.fma(p, z, SoftplusKernel.C6);
    p = Math.fma(p, z, SoftplusKernel.C5);
    p = Math.fma(p, z, SoftplusKernel.C4);
    p = Math.fma(p, z, SoftplusKernel.C3);
    p = Math.fma(p, z, SoftplusKernel.C2);
    p = Math.fma(p, z, SoftplusKernel.C1);
    double log1p = t - (half - s * Math.fma(p, z, half));
    return Math.fma(y, x, x < 0.0 ? 0.0 : -x) - log1p;
  }

  /** y - sigmoid(x). */
  public static double derivative(double x, double y) {
    double t = ExpKernel.scalar(-Math.abs(x));
    return y - (x < 0.0 ? t : 1.0) / (t + 1.0);
  }

  /**
   * {@code density[d + i]} and {@code slope[s + i]} of {@code x[xo + i]}, {@code y[yo + i]} for
   * {@code 0 <= i < n}. Outputs are disjoint from inputs and from each other.
   */
  public static void apply(
      double[] x,
      int xo,
      double[] y,
      int yo,
      double[] density,
      int d,
      double[] slope,
      int s,
      int n) {
    int done = GATE.admits(n) ? Lanes.apply(x, xo, y, yo, density, d, slope, s, n) : 0;
    for (int i = done; i < n; i++) {
      density[d + i] = logDensity(x[xo + i], y[yo + i]);
      slope[s + i] = derivative(x[xo + i], y[yo + i]);
    }
  }

  /** The same operations on vectors. */
  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;

    private Lanes() {}

    static int apply(
        double[] xs,
        int xo,
        double[] ys,
        int yo,
        double[] density,
        int d,
        double[] slope,
        int so,
        int n) {
      int end = S.loopBound(n);
      for (int i = 0; i < end; i += S.length()) {
        DoubleVector x = fromArray(S, xs, xo + i);
        DoubleVector y = fromArray(S, ys, yo + i);
        DoubleVector t = ExpKernel.Lanes.exp(x.abs().neg());
        DoubleVector s = t.div(t.add(2.0));
        DoubleVector z = s.mul(s);
        DoubleVector half = t.mul(0.5).mul(t);
        DoubleVector p = z.fma(broadcast(S, SoftplusKernel.C10), broadcast(S, SoftplusKernel.C9));
        p = p.fma(z, broadcast(S, SoftplusKernel.C8));
        p = p.fma(z, broadcast(S, SoftplusKernel.C7));
        p = p.fma(z, broadcast(S, SoftplusKernel.C6));
        p = p.fma(z, broadcast(S, SoftplusKernel.C5));
        p = p.fma(z, broadcast(S, SoftplusKernel.C4));
        p = p.fma(z, broadcast(S, SoftplusKernel.C3));
        p = p.fma(z, broadcast(S, SoftplusKernel.C2));
        p = p.fma(z, broadcast(S, SoftplusKernel.C1));
        DoubleVector log1p = t.sub(half.sub(s.mul(p.fma(z, half))));
        VectorMask<Double> negative = x.lt(0.0);
        y.fma(x, x.neg().blend(0.0, negative)).sub(log1p).intoArray(density, d + i);
        y.sub(broadcast(S, 1.0).blend(t, negative).div(t.add(1.0))).intoArray(slope, so + i);
      }
      return end;
    }
  }
}
