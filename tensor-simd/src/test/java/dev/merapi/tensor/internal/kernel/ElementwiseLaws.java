package dev.merapi.tensor.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * The loop of every elementwise kernel has the bits of its scalar meaning, wherever the data lie.
 */
class ElementwiseLaws {
  @Property(tries = 500)
  void loopEqualsScalar(
      @ForAll("kernels") Elementwise kernel,
      @ForAll("arrays") double[] x,
      @ForAll @IntRange(max = 7) int before) {
    int n = Math.max(0, x.length - before);
    double[] y = new double[x.length + 3];
    kernel.loop().apply(x, before, y, 3, n);
    for (int i = 0; i < n; i++) {
      double xi = x[before + i];
      double expected = kernel.scalar().applyAsDouble(xi);
      assertSame(kernel.name() + "(" + xi + ")", expected, y[3 + i]);
    }
  }

  @Property(tries = 200)
  void inPlaceEqualsApart(@ForAll("kernels") Elementwise kernel, @ForAll("arrays") double[] x) {
    double[] apart = new double[x.length];
    kernel.loop().apply(x, 0, apart, 0, x.length);
    double[] inPlace = x.clone();
    kernel.loop().apply(inPlace, 0, inPlace, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      assertSame(kernel.name() + "(" + x[i] + ")", apart[i], inPlace[i]);
    }
  }

  @Property(tries = 200)
  void nanStaysNan(@ForAll("kernels") Elementwise kernel, @ForAll long bits) {
    double nan = Double.longBitsToDouble(bits | 0x7ff8000000000000L);
    assertEquals(Double.NaN, kernel.scalar().applyAsDouble(nan), kernel.name());
  }

  private static void assertSame(String what, double expected, double actual) {
    assertEquals(Double.doubleToLongBits(expected), Double.doubleToLongBits(actual), what);
  }

  @Provide
  Arbitrary<Elementwise> kernels() {
    return Arbitraries.of(Elementwise.all());
  }

  @Provide
  Arbitrary<double[]> arrays() {
    return Arrays.mixed();
  }
}
