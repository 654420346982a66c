package dev.merapi.tensor.internal.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code 1/(1 + exp(-x))}, at most 2 ulp; underflows as exp(x) does, NaN stays NaN.
 *
 * <p>With t = exp(&minus;|x|) &le; 1 the result is 1/(1 + t) or t/(1 + t): never a difference,
 * never an overflow. The rounding error of 1 + t is put back: it alone would cost an ulp.
 */
public final class SigmoidKernel {

  private static final Gate GATE = new Gate("sigmoid", (x, y, n) -> Lanes.apply(x, 0, y, 0, n));

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
        DoubleVector t = ExpKernel.Lanes.exp(x.abs().neg());
        DoubleVector d = t.add(1.0);
        DoubleVector rest = t.sub(d.sub(1.0));
        DoubleVector top = broadcast(S, 1.0).blend(t, x.lt(0.0));
        DoubleVector q = top.div(d);
        q.neg().fma(rest, q).intoArray(out, to + i);
      }
      return end;
    }
  }
}
