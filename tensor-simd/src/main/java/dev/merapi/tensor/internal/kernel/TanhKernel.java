package dev.merapi.tensor.internal.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code tanh(x)}, at most 2 ulp; &plusmn;&infin; &#8614; &plusmn;1, &plusmn;0 keeps its sign, NaN
 * stays NaN.
 *
 * <p>An odd polynomial for |x| &lt; 0.55, else {@code 1 - 2/(exp(2|x|) + 1)} with the sign of x.
 */
public final class TanhKernel {
  // (tanh(x)/x - 1)/z in z = x^2 on |x| <= 0.55: minimax by Remez exchange, error 2^-60.6.
  private static final double C1 = -0.33333333333333304;
  private static final double C2 = 0.1333333333332746;
  private static final double C3 = -0.05396825396417322;
  private static final double C4 = 0.021869488396268507;
  private static final double C5 = -0.008863232755729306;
  private static final double C6 = 0.0035920934646931214;
  private static final double C7 = -0.0014555514534327955;
  private static final double C8 = 0.0005884778123556255;
  private static final double C9 = -0.00023346195792327759;
  private static final double C10 = 8.342634394064842E-5;
  private static final double C11 = -1.955970702626851E-5;

  private static final double NEAR = 0.55;

  private static final Gate GATE = new Gate("tanh", (x, y, n) -> Lanes.apply(x, 0, y, 0, n));

  private TanhKernel() {}

  /** tanh(x) of one number. */
  public static double scalar(double x) {
    double a = Math.abs(x);
    double e = ExpKernel.scalar(a + a);
    double far = 1.0 - 2.0 / (e + 1.0);
    far = x < 0.0 ? -far : far;
    double z = x * x;
    double p = Math.fma(C11, z, C10);
    p = Math.fma(p, z, C9);
    p = Math.fma(p, z, C8);
    p = Math.fma(p, z, C7);
    p = Math.fma(p, z, C6);
    p = Math.fma(p, z, C5);
    p = Math.fma(p, z, C4);
    p = Math.fma(p, z, C3);
    p = Math.fma(p, z, C2);
    p = Math.fma(p, z, C1);
    return a < NEAR ? Math.fma(x * z, p, x) : far;
  }

  /**
   * {@code y[yo + i] = tanh(x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
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
        DoubleVector a = x.abs();
        DoubleVector e = ExpKernel.Lanes.exp(a.add(a));
        DoubleVector far = broadcast(S, 1.0).sub(broadcast(S, 2.0).div(e.add(1.0)));
        far = far.blend(far.neg(), x.lt(0.0));
        DoubleVector z = x.mul(x);
        DoubleVector p = z.fma(broadcast(S, C11), broadcast(S, C10));
        p = p.fma(z, broadcast(S, C9));
        p = p.fma(z, broadcast(S, C8));
        p = p.fma(z, broadcast(S, C7));
        p = p.fma(z, broadcast(S, C6));
        p = p.fma(z, broadcast(S, C5));
        p = p.fma(z, broadcast(S, C4));
        p = p.fma(z, broadcast(S, C3));
        p = p.fma(z, broadcast(S, C2));
        p = p.fma(z, broadcast(S, C1));
        far.blend(x.mul(z).fma(p, x), a.lt(NEAR)).intoArray(out, to + i);
      }
      return end;
    }
  }
}
