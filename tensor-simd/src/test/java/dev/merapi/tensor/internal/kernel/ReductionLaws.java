package dev.merapi.tensor.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToDoubleFunction;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Reductions have the bits of their definition: eight lanes for rows, row after row for columns.
 */
class ReductionLaws {
  @Property(tries = 300)
  void sumIsEightLanes(@ForAll("arrays") double[] x, @ForAll @IntRange(max = 7) int from) {
    int n = Math.max(0, x.length - from);
    assertSame(eightLanes(n, i -> x[from + i]), SumKernel.sum(x, from, n));
  }

  @Property(tries = 300)
  void dotIsEightFusedLanes(@ForAll("arrays") double[] x, @ForAll @IntRange(max = 7) int from) {
    int n = Math.max(0, x.length - from);
    double[] y = reversed(x);
    double[] lanes = new double[8];
    for (int i = 0; i < n; i++) {
      lanes[i % 8] = Math.fma(x[from + i], y[i], lanes[i % 8]);
    }
    assertSame(tree(lanes), DotKernel.dot(x, from, y, 0, n));
  }

  @Property(tries = 300)
  void extremesAreThoseOfMath(@ForAll("arrays") double[] x) {
    double max = Double.NEGATIVE_INFINITY;
    double min = Double.POSITIVE_INFINITY;
    for (double xi : x) {
      max = Math.max(max, xi);
      min = Math.min(min, xi);
    }
    assertSame(max, MaxKernel.max(x, 0, x.length));
    assertSame(min, MinKernel.min(x, 0, x.length));
  }

  @Property(tries = 300)
  void logSumExpIsItsDefinition(@ForAll("arrays") double[] x, @ForAll @IntRange(max = 7) int from) {
    int n = Math.max(0, x.length - from);
    double m = MaxKernel.max(x, from, n);
    double sum = eightLanes(n, i -> ExpKernel.scalar(x[from + i] - m));
    double expected = Double.isFinite(m) ? m + LogKernel.scalar(sum) : m;
    assertSame(expected, LogSumExpKernel.logSumExp(x, from, n));
  }

  @Property(tries = 300)
  void columnsAreReducedRowAfterRow(
      @ForAll("arrays") double[] x, @ForAll @IntRange(min = 1, max = 40) int cols) {
    int rows = x.length / cols;
    double[] sum = new double[cols];
    double[] max = new double[cols];
    double[] logSumExp = new double[cols];
    SumKernel.sumColumns(x, 0, rows, cols, sum, 0);
    MaxKernel.maxColumns(x, 0, rows, cols, max, 0);
    LogSumExpKernel.logSumExpColumns(x, 0, rows, cols, logSumExp, 0);
    for (int j = 0; j < cols; j++) {
      double total = 0.0;
      double m = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < rows; i++) {
        total += x[i * cols + j];
        m = Math.max(m, x[i * cols + j]);
      }
      assertSame(total, sum[j]);
      assertSame(m, max[j]);
      double exps = 0.0;
      for (int i = 0; i < rows; i++) {
        exps += ExpKernel.scalar(x[i * cols + j] - m);
      }
      assertSame(Double.isFinite(m) ? m + LogKernel.scalar(exps) : m, logSumExp[j]);
    }
  }

  private static double eightLanes(int n, IntToDoubleFunction element) {
    double[] lanes = new double[8];
    for (int i = 0; i < n; i++) {
      lanes[i % 8] += element.applyAsDouble(i);
    }
    return tree(lanes);
  }

  private static double tree(double[] s) {
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }

  private static double[] reversed(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[x.length - 1 - i];
    }
    return y;
  }

  private static void assertSame(double expected, double actual) {
    assertTrue(
        Double.doubleToLongBits(expected) == Double.doubleToLongBits(actual),
        () -> "expected " + expected + " but was " + actual);
  }

  @Provide
  Arbitrary<double[]> arrays() {
    return Arrays.mixed();
  }
}
