package dev.merapi.tensor.internal.kernel;

import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner product {@code Σ x_i y_i} in eight virtual lanes: lane {@code q} is the chain {@code s ←
 * fma(x_i, y_i, s)} from 0 over {@code i ≡ q (mod 8)} in order, and the lanes are added as {@code
 * ((0+4)+(2+6)) + ((1+5)+(3+7))}. Every contraction that is not a chain is defined by this order,
 * so its bits do not depend on the machine.
 */
public final class DotKernel {
  private static final Gate GATE =
      new Gate("dot", Simd.SHORTEST, Gate.CHEAP, (x, y, n) -> y[0] = Lanes.dot(x, 0, x, 0, n));

  private DotKernel() {}

  /** The inner product of {@code x[xo …]} and {@code y[yo …]}. */
  public static double dot(double[] x, int xo, double[] y, int yo, int n) {
    return GATE.admits(n)
        ? Lanes.dot(x, xo, y, yo, n)
        : rest(x, xo, y, yo, n, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
  }

  /**
   * Adds the elements from {@code from} on, a multiple of 8, to eight lanes, and these together.
   */
  private static double rest(
      double[] x,
      int xo,
      double[] y,
      int yo,
      int n,
      int from,
      double s0,
      double s1,
      double s2,
      double s3,
      double s4,
      double s5,
      double s6,
      double s7) {
    int i = from;
    for (; i <= n - 8; i += 8) {
      s0 = Math.fma(x[xo + i], y[yo + i], s0);
      s1 = Math.fma(x[xo + i + 1], y[yo + i + 1], s1);
      s2 = Math.fma(x[xo + i + 2], y[yo + i + 2], s2);
      s3 = Math.fma(x[xo + i + 3], y[yo + i + 3], s3);
      s4 = Math.fma(x[xo + i + 4], y[yo + i + 4], s4);
      s5 = Math.fma(x[xo + i + 5], y[yo + i + 5], s5);
      s6 = Math.fma(x[xo + i + 6], y[yo + i + 6], s6);
      s7 = Math.fma(x[xo + i + 7], y[yo + i + 7], s7);
    }
    int rest = n - i;
    if (rest > 0) {
      s0 = Math.fma(x[xo + i], y[yo + i], s0);
    }
    if (rest > 1) {
      s1 = Math.fma(x[xo + i + 1], y[yo + i + 1], s1);
    }
    if (rest > 2) {
      s2 = Math.fma(x[xo + i + 2], y[yo + i + 2], s2);
    }
    if (rest > 3) {
      s3 = Math.fma(x[xo + i + 3], y[yo + i + 3], s3);
    }
    if (rest > 4) {
      s4 = Math.fma(x[xo + i + 4], y[yo + i + 4], s4);
    }
    if (rest > 5) {
      s5 = Math.fma(x[xo + i + 5], y[yo + i + 5], s5);
    }
    if (rest > 6) {
      s6 = Math.fma(x[xo + i + 6], y[yo + i + 6], s6);
    }
    return EightLanes.total(s0, s1, s2, s3, s4, s5, s6, s7);
  }

  /** The same for elements of {@code x} that lie {@code stride} apart. */
  public static double dot(double[] x, int xo, int stride, double[] y, int yo, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i <= n - 8; i += 8) {
      int at = xo + i * stride;
      s0 = Math.fma(x[at], y[yo + i], s0);
      s1 = Math.fma(x[at + stride], y[yo + i + 1], s1);
      s2 = Math.fma(x[at + 2 * stride], y[yo + i + 2], s2);
      s3 = Math.fma(x[at + 3 * stride], y[yo + i + 3], s3);
      s4 = Math.fma(x[at + 4 * stride], y[yo + i + 4], s4);
      s5 = Math.fma(x[at + 5 * stride], y[yo + i + 5], s5);
      s6 = Math.fma(x[at + 6 * stride], y[yo + i + 6], s6);
      s7 = Math.fma(x[at + 7 * stride], y[yo + i + 7], s7);
    }
    for (int lane = 0; i < n; i++, lane++) {
      double u = x[xo + i * stride];
      double v = y[yo + i];
      switch (lane) {
        case 0 -> s0 = Math.fma(u, v, s0);
        case 1 -> s1 = Math.fma(u, v, s1);
        case 2 -> s2 = Math.fma(u, v, s2);
        case 3 -> s3 = Math.fma(u, v, s3);
        case 4 -> s4 = Math.fma(u, v, s4);
        case 5 -> s5 = Math.fma(u, v, s5);
        default -> s6 = Math.fma(u, v, s6);
      }
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  /** The tree over eight lanes at {@code lanes[o …]}. */
  public static double tree(double[] lanes, int o) {
    return ((lanes[o] + lanes[o + 4]) + (lanes[o + 2] + lanes[o + 6]))
        + ((lanes[o + 1] + lanes[o + 5]) + (lanes[o + 3] + lanes[o + 7]));
  }

  /**
   * One, two or four registers for the eight lanes: {@code WIDTH} is a constant to C2, its branches
   * cost nothing.
   */
  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;
    private static final int WIDTH = S.length();

    private Lanes() {}

    static double dot(double[] x, int xo, double[] y, int yo, int n) {
      DoubleVector a = DoubleVector.zero(S);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      int end = n & -8;
      for (int i = 0; i < end; i += 8) {
        a = fromArray(S, x, xo + i).fma(fromArray(S, y, yo + i), a);
        if (WIDTH < 8) {
          b = fromArray(S, x, xo + i + WIDTH).fma(fromArray(S, y, yo + i + WIDTH), b);
        }
        if (WIDTH < 4) {
          c = fromArray(S, x, xo + i + 2 * WIDTH).fma(fromArray(S, y, yo + i + 2 * WIDTH), c);
          d = fromArray(S, x, xo + i + 3 * WIDTH).fma(fromArray(S, y, yo + i + 3 * WIDTH), d);
        }
      }
      if (WIDTH == 8) {
        return rest(
            x, xo, y, yo, n, end, a.lane(0), a.lane(1), a.lane(2), a.lane(3), a.lane(4), a.lane(5),
            a.lane(6), a.lane(7));
      }
      if (WIDTH == 4) {
        return rest(
            x, xo, y, yo, n, end, a.lane(0), a.lane(1), a.lane(2), a.lane(3), b.lane(0), b.lane(1),
            b.lane(2), b.lane(3));
      }
      return rest(
          x, xo, y, yo, n, end, a.lane(0), a.lane(1), b.lane(0), b.lane(1), c.lane(0), c.lane(1),
          d.lane(0), d.lane(1));
    }
  }
}
