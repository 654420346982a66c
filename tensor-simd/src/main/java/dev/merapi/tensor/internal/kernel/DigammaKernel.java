package dev.merapi.tensor.internal.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The digamma function &psi;(x) = d/dx log &Gamma;(x), for x &gt; 0 at most 5 ulp (its zero at 1.46
 * included); for x &lt; 0 the error is at most 8 ulp of the larger of |&psi;(1 &minus; x)| and
 * |&pi;/tan &pi;x|. +0 &#8614; &minus;&infin;, &minus;0 &#8614; +&infin;; &minus;1, &minus;2,
 * &hellip; and &minus;&infin; &#8614; NaN; +&infin; &#8614; +&infin;; NaN stays NaN.
 *
 * <p>For 1 &le; x &lt; 8, {@code (x - x0) P(x)/(x Q(x))} with the zero x0 in two doubles; below,
 * {@code psi(x + 1) - 1/x}; from 8 on the asymptotic series (Abramowitz and Stegun 6.3.18) as a
 * polynomial in 1/x^2. For x &lt; 0 reflection (6.3.7), in scalar code.
 */
public final class DigammaKernel {
  // The positive zero.
  private static final double ZERO = 1.4616321449683622;
  private static final double ZERO_LOW = 9.549995429965697E-17;

  // x psi(x) / (x - x0) on 1 <= x <= 8: rational, weighted least squares, relative error 2^-62.7.
  private static final double P0 = 0.6841666718953725;
  private static final double P1 = 2.414994841961901;
  private static final double P2 = 2.696966948339696;
  private static final double P3 = 1.3456158072338442;
  private static final double P4 = 0.3341055235509838;
  private static final double P5 = 0.041901800251473144;
  private static final double P6 = 0.002519114930480624;
  private static final double P7 = 6.316594764147417E-5;
  private static final double P8 = 4.709173431651597E-7;
  private static final double P9 = 1.7588529009794225E-10;
  private static final double Q0 = 1.0;
  private static final double Q1 = 2.2684517558335204;
  private static final double Q2 = 1.8625269132721158;
  private static final double Q3 = 0.7241453576674106;
  private static final double Q4 = 0.14398456167107807;
  private static final double Q5 = 0.014607807965021893;
  private static final double Q6 = 0.0007079508895603441;
  private static final double Q7 = 1.40013880649179E-5;
  private static final double Q8 = 7.659102874223952E-8;

  // x^2 (psi(x) - log x + 1/(2 x)) in 1/x^2 for x >= 8: minimax, error 2^-64.6.
  private static final double A0 = -0.08333333333333318;
  private static final double A1 = 0.008333333333061382;
  private static final double A2 = -0.00396825381177355;
  private static final double A3 = 0.004166624238192459;
  private static final double A4 = -0.007569591263846325;
  private static final double A5 = 0.020594070992395783;
  private static final double A6 = -0.061626766049629245;

  private static final Gate GATE = new Gate("digamma", (x, y, n) -> Lanes.apply(x, 0, y, 0, n));

  private DigammaKernel() {}

  /** The digamma function of one number. */
  public static double scalar(double x) {
    if (!(x > 0.0)) {
      return reflected(x);
    }
    double l = LogKernel.scalar(x);
    boolean big = x >= 8.0;
    boolean small = x < 1.0;
    double w = small ? x + 1.0 : x;
    double p = Math.fma(P9, w, P8);
    p = Math.fma(p, w, P7);
    p = Math.fma(p, w, P6);
    p = Math.fma(p, w, P5);
    p = Math.fma(p, w, P4);
    p = Math.fma(p, w, P3);
    p = Math.fma(p, w, P2);
    p = Math.fma(p, w, P1);
    p = Math.fma(p, w, P0);
    double q = Math.fma(Q8, w, Q7);
    q = Math.fma(q, w, Q6);
    q = Math.fma(q, w, Q5);
    q = Math.fma(q, w, Q4);
    q = Math.fma(q, w, Q3);
    q = Math.fma(q, w, Q2);
    q = Math.fma(q, w, Q1);
    q = Math.fma(q, w, Q0);
    double r = (big ? 1.0 : (w - ZERO - ZERO_LOW) * p) / (big ? x : w * q);
    double z = r * r;
    double a = Math.fma(A6, z, A5);
    a = Math.fma(a, z, A4);
    a = Math.fma(a, z, A3);
    a = Math.fma(a, z, A2);
    a = Math.fma(a, z, A1);
    a = Math.fma(a, z, A0);
    double far = Math.fma(z, a, -0.5 * r) + l;
    double near = small ? r - 1.0 / x : r;
    return big ? far : near;
  }

  /**
   * {@code y[yo + i] = psi(x[xo + i])} for {@code 0 <= i < n}; the two ranges are equal or
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

  /** psi(x) = psi(1 - x) - pi / tan(pi x). */
  private static double reflected(double x) {
    if (x == 0.0) {
      return -1.0 / x;
    }
    double nearest = Math.rint(x);
    if (!(x < 0.0) || x == nearest) {
      return Double.NaN;
    }
    return scalar(1.0 - x) - Math.PI * cotangent(x - nearest);
  }

  /** cot(pi r) for 0 < |r| <= 1/2; near 1/2, where it has a zero, by the tangent of the rest. */
  private static double cotangent(double r) {
    return Math.abs(r) <= 0.25
        ? 1.0 / TanKernel.scalar(Math.PI * r)
        : TanKernel.scalar(Math.PI * (Math.copySign(0.5, r) - r));
  }

  /** The same operations on vectors. */
  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;

    private Lanes() {}

    static int apply(double[] in, int from, double[] out, int to, int n) {
      int end = S.loopBound(n);
      for (int i = 0; i < end; i += S.length()) {
        DoubleVector x = DoubleVector.fromArray(S, in, from + i);
        if (x.compare(GT, 0.0).not().anyTrue()) {
          loop(in, from + i, out, to + i, S.length());
          continue;
        }
        DoubleVector l = LogKernel.Lanes.log(x);
        VectorMask<Double> big = x.compare(GE, 8.0);
        VectorMask<Double> small = x.lt(1.0);
        DoubleVector w = x.blend(x.add(1.0), small);
        DoubleVector p = w.fma(broadcast(S, P9), broadcast(S, P8));
        p = p.fma(w, broadcast(S, P7));
        p = p.fma(w, broadcast(S, P6));
        p = p.fma(w, broadcast(S, P5));
        p = p.fma(w, broadcast(S, P4));
        p = p.fma(w, broadcast(S, P3));
        p = p.fma(w, broadcast(S, P2));
        p = p.fma(w, broadcast(S, P1));
        p = p.fma(w, broadcast(S, P0));
        DoubleVector q = w.fma(broadcast(S, Q8), broadcast(S, Q7));
        q = q.fma(w, broadcast(S, Q6));
        q = q.fma(w, broadcast(S, Q5));
        q = q.fma(w, broadcast(S, Q4));
        q = q.fma(w, broadcast(S, Q3));
        q = q.fma(w, broadcast(S, Q2));
        q = q.fma(w, broadcast(S, Q1));
        q = q.fma(w, broadcast(S, Q0));
        DoubleVector r =
            w.sub(ZERO).sub(ZERO_LOW).mul(p).blend(1.0, big).div(w.mul(q).blend(x, big));
        DoubleVector z = r.mul(r);
        DoubleVector a = z.fma(broadcast(S, A6), broadcast(S, A5));
        a = a.fma(z, broadcast(S, A4));
        a = a.fma(z, broadcast(S, A3));
        a = a.fma(z, broadcast(S, A2));
        a = a.fma(z, broadcast(S, A1));
        a = a.fma(z, broadcast(S, A0));
        DoubleVector far = z.fma(a, r.mul(-0.5)).add(l);
        DoubleVector near = r.blend(r.sub(broadcast(S, 1.0).div(x)), small);
        near.blend(far, big).intoArray(out, to + i);
      }
      return end;
    }
  }
}
