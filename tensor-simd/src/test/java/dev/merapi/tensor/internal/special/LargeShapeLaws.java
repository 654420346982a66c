package dev.merapi.tensor.internal.special;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.junit.jupiter.api.Test;

/**
 * The expansion for very large shapes meets the general one where it begins, and nothing throws
 * beyond.
 */
final class LargeShapeLaws {
  @Test
  void itMeetsTheGeneralOneWhereItBegins() {
    for (double a = LargeShape.LARGE; a < 4e8; a *= 1.7) {
      for (double deviation = -8; deviation <= 8; deviation += 0.5) {
        double x = a + deviation * Math.sqrt(a);
        double lower = RegularizedGamma.P.value(a, x);
        double upper = RegularizedGamma.Q.value(a, x);
        assertEquals(lower, LargeShape.lower(a, x), 1e-11 * lower);
        assertEquals(upper, LargeShape.upper(a, x), 1e-11 * upper);
      }
    }
  }

  @Test
  void theQuantileOfAnyShapeIsANumberThatLeadsBack() {
    for (double a : new double[] {1e8, 1e11, 1e13}) {
      for (double p : new double[] {1e-10, 0.1, 0.5, 0.999}) {
        double x = IncompleteGamma.inverseLower(a, p);
        assertEquals(p, IncompleteGamma.lower(a, x), 1e-6 * p);
      }
    }
    assertEquals(1, IncompleteGamma.inverseLower(1e300, 0.3) / 1e300, 1e-12);
  }
}
