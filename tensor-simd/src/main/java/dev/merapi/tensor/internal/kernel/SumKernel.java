package dev.merapi.tensor.internal.kernel;

import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums. Over a row in the order of {@link EightLanes}; over columns row after row. An empty sum is
 * 0.
 */
public final class SumKernel {
  private static final Gate GATE =
      new Gate(
          "sum",
          Simd.SHORTEST,
          Gate.CHEAP,
          (x, y, n) -> {
            y[0] = Lanes.sum(x, 0, n);
            var _ = Lanes.add(x, 0, n, y, 8);
          });

  private SumKernel() {}

  /** x[xo] + ... + x[xo + n - 1]. */
  public static double sum(double[] x, int xo, int n) {
    return GATE.admits(n)
        ? Lanes.sum(x, xo, n)
        : rest(x, xo, n, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
  }

  /**
   * Adds element i to {@code lanes[lo + i mod 8]}: a part of a longer sum that begins at a multiple
   * of 8. After the last part, {@link #total} is the sum.
   */
  public static void add(double[] x, int xo, int n, double[] lanes, int lo) {
    int done = GATE.admits(n) ? Lanes.add(x, xo, n, lanes, lo) : 0;
    for (int i = done; i < n; i++) {
      lanes[lo + (i & 7)] += x[xo + i];
    }
  }

  /** The sum that the lanes at {@code lanes[lo]} have added up. */
  public static double total(double[] lanes, int lo) {
    return EightLanes.total(
        lanes[lo],
        lanes[lo + 1],
        lanes[lo + 2],
        lanes[lo + 3],
        lanes[lo + 4],
        lanes[lo + 5],
        lanes[lo + 6],
        lanes[lo + 7]);
  }

  /**
   * Adds the elements from {@code from} on, a multiple of 8, to eight lanes, and these together.
   */
  private static double rest(
      double[] x,
      int xo,
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
      s0 = s0 + x[xo + i];
      s1 = s1 + x[xo + i + 1];
      s2 = s2 + x[xo + i + 2];
      s3 = s3 + x[xo + i + 3];
      s4 = s4 + x[xo + i + 4];
      s5 = s5 + x[xo + i + 5];
      s6 = s6 + x[xo + i + 6];
      s7 = s7 + x[xo + i + 7];
    }
    int rest = n - i;
    if (rest > 0) {
      s0 = s0 + x[xo + i];
    }
    if (rest > 1) {
      s1 = s1 + x[xo + i + 1];
    }
    if (rest > 2) {
      s2 = s2 + x[xo + i + 2];
    }
    if (rest > 3) {
      s3 = s3 + x[xo + i + 3];
    }
    if (rest > 4) {
      s4 = s4 + x[xo + i + 4];
    }
    if (rest > 5) {
      s5 = s5 + x[xo + i + 5];
    }
    if (rest > 6) {
      s6 = s6 + x[xo + i + 6];
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

    static int add(double[] x, int xo, int n, double[] lanes, int lo) {
      int end = n & -8;
      for (int lane = 0; lane < 8; lane += WIDTH) {
        DoubleVector a = fromArray(S, lanes, lo + lane);
        for (int i = lane; i < end; i += 8) {
          a = a.add(fromArray(S, x, xo + i));
        }
        a.intoArray(lanes, lo + lane);
      }
      return end;
    }

    static double sum(double[] x, int xo, int n) {
      DoubleVector a = DoubleVector.zero(S);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      int end = n & -8;
      for (int i = 0; i < end; i += 8) {
        a = a.add(fromArray(S, x, xo + i));
        if (WIDTH < 8) {
          b = b.add(fromArray(S, x, xo + i + WIDTH));
        }
        if (WIDTH < 4) {
          c = c.add(fromArray(S, x, xo + i + 2 * WIDTH));
          d = d.add(fromArray(S, x, xo + i + 3 * WIDTH));
        }
      }
      if (WIDTH == 8) {
        return rest(
            x, xo, n, end, a.lane(0), a.lane(1), a.lane(2), a.lane(3), a.lane(4), a.lane(5),
            a.lane(6), a.lane(7));
      }
      if (WIDTH == 4) {
        return rest(
            x, xo, n, end, a.lane(0), a.lane(1), a.lane(2), a.lane(3), b.lane(0), b.lane(1),
            b.lane(2), b.lane(3));
      }
      return rest(
          x, xo, n, end, a.lane(0), a.lane(1), b.lane(0), b.lane(1), c.lane(0), c.lane(1),
          d.lane(0), d.lane(1));
    }
  }

  /**
   * Sums of the columns of a row-major matrix: {@code y[yo + j] = sum over i of x[xo + i cols +
   * j]}, row after row. C2 turns the inner loop into vectors by itself.
   */
  public static void sumColumns(double[] x, int xo, int rows, int cols, double[] y, int yo) {
    for (int j = 0; j < cols; j++) {
      y[yo + j] = 0.0;
    }
    for (int i = 0; i < rows; i++) {
      int row = xo + i * cols;
      for (int j = 0; j < cols; j++) {
        y[yo + j] += x[row + j];
      }
    }
  }
}
