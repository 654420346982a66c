package dev.merapi.tensor.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Kernels of two arguments: bits of the scalar meaning, and the special values of Java's pow. */
class TwoArgumentLaws {
  @Property(tries = 300)
  void powLoopEqualsScalar(
      @ForAll("arrays") double[] x,
      @ForAll("arrays") double[] y,
      @ForAll @IntRange(max = 7) int o) {
    int n = Math.max(0, Math.min(x.length, y.length) - o);
    double[] z = new double[n];
    PowKernel.apply(x, o, y, o, z, 0, n);
    for (int i = 0; i < n; i++) {
      assertSame(PowKernel.scalar(x[o + i], y[o + i]), z[i], x[o + i] + " ^ " + y[o + i]);
    }
  }

  @Property(tries = 2000)
  void powHasTheSpecialValuesOfJava(@ForAll("numbers") double x, @ForAll("numbers") double y) {
    double expected = Math.pow(x, y);
    double tolerance = Double.isFinite(expected) ? 2 * Math.ulp(expected) : Double.MIN_VALUE;
    assertEquals(expected, PowKernel.scalar(x, y), tolerance, x + " ^ " + y);
  }

  private static void assertSame(double expected, double actual, String what) {
    assertEquals(Double.doubleToLongBits(expected), Double.doubleToLongBits(actual), what);
  }

  @Provide
  Arbitrary<double[]> arrays() {
    return Arrays.mixed();
  }

  @Provide
  Arbitrary<Double> numbers() {
    return Arrays.numbers();
  }
}
