package dev.merapi.tensor.internal.kernel;

import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code log(sum_i exp(x_i))} as {@code m + log(sum_i exp(x_i - m))} with m the largest x: never
 * overflows. Of none, or of &minus;&infin; alone, it is &minus;&infin;; +&infin; gives +&infin;,
 * NaN stays NaN.
 *
 * <p>A row is summed in the order of {@link EightLanes}, a column row after row.
 */
public final class LogSumExpKernel {
  private static final Gate GATE =
      new Gate(
          "logSumExp",
          (x, y, n) -> {
            y[0] = Simd.lanes() > 2 ? Lanes.sum(x, 0, n, 1.0) : 0.0;
            var _ = Lanes.columns(x, 0, 4, n / 4, y, 0);
          });

  private LogSumExpKernel() {}

  /** Of x[xo], ..., x[xo + n - 1]. */
  public static double logSumExp(double[] x, int xo, int n) {
    double m = MaxKernel.max(x, xo, n);
    if (!Double.isFinite(m)) {
      return m;
    }
    // Two lanes gain nothing over the scalar code.
    double sum =
        GATE.admits(n) && Simd.lanes() > 2
            ? Lanes.sum(x, xo, n, m)
            : rest(x, xo, n, m, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    return m + LogKernel.scalar(sum);
  }

  /** Of each column of a row-major matrix: {@code y[yo + j]} over {@code x[xo + i cols + j]}. */
  public static void logSumExpColumns(double[] x, int xo, int rows, int cols, double[] y, int yo) {
    int done = GATE.admits(rows * cols) ? Lanes.columns(x, xo, rows, cols, y, yo) : 0;
    for (int j = done; j < cols; j++) {
      double m = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < rows; i++) {
        m = Math.max(m, x[xo + i * cols + j]);
      }
      double sum = 0.0;
      for (int i = 0; i < rows; i++) {
        sum += ExpKernel.scalar(x[xo + i * cols + j] - m);
      }
      y[yo + j] = Double.isFinite(m) ? m + LogKernel.scalar(sum) : m;
    }
  }

  /** Adds exp(x - m) from {@code from} on, a multiple of 8, to eight lanes, and these together. */
  private static double rest(
      double[] x,
      int xo,
      int n,
      double m,
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
      s0 += ExpKernel.scalar(x[xo + i] - m);
      s1 += ExpKernel.scalar(x[xo + i + 1] - m);
      s2 += ExpKernel.scalar(x[xo + i + 2] - m);
      s3 += ExpKernel.scalar(x[xo + i + 3] - m);
      s4 += ExpKernel.scalar(x[xo + i + 4] - m);
      s5 += ExpKernel.scalar(x[xo + i + 5] - m);
      s6 += ExpKernel.scalar(x[xo + i + 6] - m);
      s7 += ExpKernel.scalar(x[xo + i + 7] - m);
    }
    int rest = n - i;
    if (rest > 0) {
      s0 += ExpKernel.scalar(x[xo + i] - m);
    }
    if (rest > 1) {
      s1 += ExpKernel.scalar(x[xo + i + 1] - m);
    }
    if (rest > 2) {
      s2 += ExpKernel.scalar(x[xo + i + 2] - m);
    }
    if (rest > 3) {
      s3 += ExpKernel.scalar(x[xo + i + 3] - m);
    }
    if (rest > 4) {
      s4 += ExpKernel.scalar(x[xo + i + 4] - m);
    }
    if (rest > 5) {
      s5 += ExpKernel.scalar(x[xo + i + 5] - m);
    }
    if (rest > 6) {
      s6 += ExpKernel.scalar(x[xo + i + 6] - m);
    }
    return EightLanes.total(s0, s1, s2, s3, s4, s5, s6, s7);
  }

  /** One or two registers for the eight lanes. */
  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;
    private static final int WIDTH = S.length();

    private Lanes() {}

    static double sum(double[] x, int xo, int n, double m) {
      int end = n & -8;
      DoubleVector a = strided(x, xo, end, m);
      DoubleVector b = WIDTH < 8 ? strided(x, xo + WIDTH, end, m) : a;
      if (WIDTH == 8) {
        return rest(
            x, xo, n, m, end, a.lane(0), a.lane(1), a.lane(2), a.lane(3), a.lane(4), a.lane(5),
            a.lane(6), a.lane(7));
      }
      return rest(
          x, xo, n, m, end, a.lane(0), a.lane(1), a.lane(2), a.lane(3), b.lane(0), b.lane(1),
          b.lane(2), b.lane(3));
    }

    /**
     * One register of lanes, from every eighth place on. A register at a time, as two copies of exp
     * in one loop are more than C2 inlines.
     */
    private static DoubleVector strided(double[] x, int xo, int end, double m) {
      DoubleVector sum = DoubleVector.zero(S);
      for (int i = 0; i < end; i += 8) {
        sum = sum.add(ExpLanes.of(fromArray(S, x, xo + i).sub(m)));
      }
      return sum;
    }

    /** As many columns at a time as there are lanes. */
    static int columns(double[] x, int xo, int rows, int cols, double[] y, int yo) {
      int end = S.loopBound(cols);
      for (int j = 0; j < end; j += WIDTH) {
        DoubleVector m = DoubleVector.broadcast(S, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < rows; i++) {
          m = m.max(fromArray(S, x, xo + i * cols + j));
        }
        DoubleVector sum = DoubleVector.zero(S);
        for (int i = 0; i < rows; i++) {
          sum = sum.add(ExpLanes.of(fromArray(S, x, xo + i * cols + j).sub(m)));
        }
        DoubleVector total = m.add(LogLanes.of(sum));
        m.blend(total, m.abs().lt(Double.POSITIVE_INFINITY)).intoArray(y, yo + j);
      }
      return end;
    }
  }
}
