package dev.merapi.tensor.kernel;

import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sum of squared differences, what a plate of normal densities comes to; one fused multiply-add per
 * element in the order of {@link EightLanes}; empty: 0.
 */
public final class SquaresKernel {
  private static final Gate GATE =
      new Gate("squares", (x, y, n) -> y[0] = Lanes.sum(x, 0, y, 0, n));

  private SquaresKernel() {}

  /** The sum of (x[xo + i] - y[yo + i])^2 over {@code 0 <= i < n}. */
  public static double sum(double[] x, int xo, double[] y, int yo, int n) {
    return GATE.admits(n)
        ? Lanes.sum(x, xo, y, yo, n)
        : rest(x, xo, y, yo, n, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
  }

  private static double square(double difference, double sum) {
    return Math.fma(difference, difference, sum);
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
      s0 = square(x[xo + i] - y[yo + i], s0);
      s1 = square(x[xo + i + 1] - y[yo + i + 1], s1);
      s2 = square(x[xo + i + 2] - y[yo + i + 2], s2);
      s3 = square(x[xo + i + 3] - y[yo + i + 3], s3);
      s4 = square(x[xo + i + 4] - y[yo + i + 4], s4);
      s5 = square(x[xo + i + 5] - y[yo + i + 5], s5);
      s6 = square(x[xo + i + 6] - y[yo + i + 6], s6);
      s7 = square(x[xo + i + 7] - y[yo + i + 7], s7);
    }
    int rest = n - i;
    if (rest > 0) {
      s0 = square(x[xo + i] - y[yo + i], s0);
    }
    if (rest > 1) {
      s1 = square(x[xo + i + 1] - y[yo + i + 1], s1);
    }
    if (rest > 2) {
      s2 = square(x[xo + i + 2] - y[yo + i + 2], s2);
    }
    if (rest > 3) {
      s3 = square(x[xo + i + 3] - y[yo + i + 3], s3);
    }
    if (rest > 4) {
      s4 = square(x[xo + i + 4] - y[yo + i + 4], s4);
    }
    if (rest > 5) {
      s5 = square(x[xo + i + 5] - y[yo + i + 5], s5);
    }
    if (rest > 6) {
      s6 = square(x[xo + i + 6] - y[yo + i + 6], s6);
    }
    return EightLanes.total(s0, s1, s2, s3, s4, s5, s6, s7);
  }

  /**
   * One, two or four registers for the eight lanes: {@code WIDTH} is a constant to C2, its branches
   * cost nothing.
   */
  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;
    private static final int WIDTH = S.length();

    private Lanes() {}

    private static DoubleVector square(DoubleVector difference, DoubleVector sum) {
      return difference.fma(difference, sum);
    }

    static double sum(double[] x, int xo, double[] y, int yo, int n) {
      DoubleVector a = DoubleVector.zero(S);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      int end = n & -8;
      for (int i = 0; i < end; i += 8) {
        a = square(fromArray(S, x, xo + i).sub(fromArray(S, y, yo + i)), a);
        if (WIDTH < 8) {
          b = square(fromArray(S, x, xo + i + WIDTH).sub(fromArray(S, y, yo + i + WIDTH)), b);
        }
        if (WIDTH < 4) {
          c =
              square(
                  fromArray(S, x, xo + i + 2 * WIDTH).sub(fromArray(S, y, yo + i + 2 * WIDTH)), c);
          d =
              square(
                  fromArray(S, x, xo + i + 3 * WIDTH).sub(fromArray(S, y, yo + i + 3 * WIDTH)), d);
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
