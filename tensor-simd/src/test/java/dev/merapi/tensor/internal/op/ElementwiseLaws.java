package dev.merapi.tensor.internal.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.specimen.Primitives;
import dev.merapi.tensor.internal.specimen.Specimen;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Loops give the bits of the meaning at every length and alignment; edges of the domain; NaN stays
 * NaN.
 */
final class ElementwiseLaws {
  private static final int LONGEST = 40;
  private static final double[] EDGES = {
    Double.NaN,
    Double.NEGATIVE_INFINITY,
    -Double.MAX_VALUE,
    -1e300,
    -1000,
    -3,
    -2.5,
    -1,
    Math.nextUp(-1.0),
    -0.5,
    -1e-10,
    -Double.MIN_NORMAL,
    -Double.MIN_VALUE,
    -0.0,
    0.0,
    Double.MIN_VALUE,
    Double.MIN_NORMAL,
    1e-300,
    1e-10,
    0.5,
    Math.nextDown(1.0),
    1,
    Math.nextUp(1.0),
    1.5,
    2,
    3,
    20,
    700,
    1000,
    1e16,
    1e300,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY
  };

  /** Functions with values between their poles, left of the domain. */
  private static final Set<String> CONTINUED = Set.of("lgamma", "digamma", "trigamma");

  private static <T extends Primitive> List<T> members(Class<T> family) {
    return Primitives.all().stream()
        .map(Specimen::primitive)
        .filter(family::isInstance)
        .map(family::cast)
        .distinct()
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> theLoopOverOneOperandGivesTheBitsOfTheMeaning() {
    return members(Elementwise1.class).stream()
        .map(
            f ->
                DynamicTest.dynamicTest(
                    f.name(), () -> lengths((n, offset) -> requireSame(f, n, offset))));
  }

  @TestFactory
  Stream<DynamicTest> theLoopOverTwoOperandsGivesTheBitsOfTheMeaning() {
    return members(Elementwise2.class).stream()
        .map(
            f ->
                DynamicTest.dynamicTest(
                    f.name(), () -> lengths((n, offset) -> requireSame(f, n, offset))));
  }

  private interface AtLength {
    void check(int n, int offset);
  }

  private static void lengths(AtLength law) {
    for (int n = 0; n <= LONGEST; n++) {
      law.check(n, n % 5);
    }
    law.check(1023, 3);
    law.check(4097, 1);
  }

  /**
   * Edges first, then numbers of every size, then numbers near 0 to 10 where most functions do
   * something.
   */
  private static double[] numbers(int length, long seed) {
    Operands draw = new Operands(seed);
    double[] values = draw.uniform(Shape.of(length), -10, 10).toArray();
    double[] exponents = draw.uniform(Shape.of(length), -300, 300).toArray();
    for (int i = 0; i < length; i++) {
      if (i % 4 == 1) {
        values[i] = Math.signum(values[i]) * Math.pow(10, exponents[i]);
      } else if (i % 4 == 2) {
        values[i] = EDGES[(int) ((i + seed) % EDGES.length)];
      } else if (i % 4 == 3) {
        values[i] = Math.abs(values[i]) / 10;
      }
    }
    return values;
  }

  private static void requireSame(Elementwise1 f, int n, int offset) {
    double[] x = numbers(n + offset, n);
    double[] y = new double[n + offset + 1];
    f.apply(x, offset, y, 1, n);
    double[] expected = new double[n + offset + 1];
    for (int i = 0; i < n; i++) {
      expected[1 + i] = f.scalar(x[offset + i]);
    }
    assertArrayEquals(expected, y);
  }

  private static void requireSame(Elementwise2 f, int n, int offset) {
    double[] a = numbers(n + offset, n);
    double[] b = numbers(n + 2, n + 1000);
    for (int strides = 0; strides < 4 && n > 0; strides++) {
      int as = strides & 1;
      int bs = strides >> 1;
      double[] y = new double[n + 3];
      f.apply(a, offset, as, b, 1, bs, y, 3, n);
      double[] expected = new double[n + 3];
      for (int i = 0; i < n; i++) {
        expected[3 + i] = f.scalar(a[offset + i * as], b[1 + i * bs]);
      }
      assertArrayEquals(expected, y);
      requireSameInPlace(f, a, offset, as, b, bs, Arrays.copyOfRange(expected, 3, n + 3));
    }
  }

  /** The output may be the array of an operand that varies. */
  private static void requireSameInPlace(
      Elementwise2 f, double[] a, int offset, int as, double[] b, int bs, double[] expected) {
    int n = expected.length;
    if (as == 1) {
      double[] y = a.clone();
      f.apply(y, offset, as, b, 1, bs, y, offset, n);
      assertArrayEquals(expected, Arrays.copyOfRange(y, offset, offset + n));
    }
    if (bs == 1) {
      double[] y = b.clone();
      f.apply(a, offset, as, y, 1, bs, y, 1, n);
      assertArrayEquals(expected, Arrays.copyOfRange(y, 1, n + 1));
    }
  }

  /**
   * But for ψ, which has poles at the negative whole numbers, of which every large number is one.
   */
  @TestFactory
  Stream<DynamicTest> edgesGiveNumbersInsideTheDomainAndNanOutside() {
    return members(Elementwise1.class).stream()
        .filter(f -> !(f instanceof Not || f instanceof IsNan || f instanceof Digamma))
        .map(f -> DynamicTest.dynamicTest(f.name(), () -> edges(f)));
  }

  private static void edges(Elementwise1 f) {
    assertTrue(Double.isNaN(f.scalar(Double.NaN)), "NaN must stay NaN");
    for (double x : EDGES) {
      boolean outside = !Double.isNaN(x) && !f.domain().contains(x);
      if (outside && !CONTINUED.contains(f.name())) {
        assertTrue(Double.isNaN(f.scalar(x)), () -> "%s is outside the domain".formatted(x));
      } else if (!outside && Double.isFinite(x)) {
        assertTrue(!Double.isNaN(f.scalar(x)), () -> "%s is inside the domain".formatted(x));
      }
    }
  }
}
