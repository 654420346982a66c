package dev.merapi.tensor.internal.special;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** Inverses undo their functions, tails add to one, derivatives are slopes. */
class InverseLaws {
  @Property(tries = 200)
  void gammaInverseUndoesTheTail(
      @ForAll @Scale(4) @DoubleRange(min = -3, max = 6) double logShape,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.999) double p) {
    double a = Math.exp(logShape);
    double x = IncompleteGamma.inverseLower(a, p);
    if (x > 1e-290) {
      assertEquals(p, IncompleteGamma.lower(a, x), 1e-11 * p);
    }
    double y = IncompleteGamma.inverseUpper(a, p);
    if (y > 1e-290) {
      assertEquals(p, IncompleteGamma.upper(a, y), 1e-11 * p);
    }
  }

  @Property(tries = 200)
  void betaInverseUndoesTheTail(
      @ForAll @Scale(4) @DoubleRange(min = -2, max = 5) double logA,
      @ForAll @Scale(4) @DoubleRange(min = -2, max = 5) double logB,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.999) double p) {
    double a = Math.exp(logA);
    double b = Math.exp(logB);
    double x = IncompleteBeta.inverse(p, a, b);
    assertTrue(x >= 0 && x <= 1);
    if (x > 1e-290 && x < 1 - 1e-6) {
      assertEquals(p, IncompleteBeta.lower(x, a, b), 1e-9);
    }
  }

  @Property(tries = 100)
  void shapeDerivativesAreSlopes(
      @ForAll @Scale(4) @DoubleRange(min = 0.2, max = 30) double a,
      @ForAll @Scale(4) @DoubleRange(min = 0.05, max = 0.95) double p) {
    double h = 1e-5 * a;
    double x = IncompleteGamma.inverseLower(a, p);
    double slope = (IncompleteGamma.lower(a + h, x) - IncompleteGamma.lower(a - h, x)) / (2 * h);
    assertEquals(slope, IncompleteGamma.lowerByShape(a, x), 1e-7 * Math.max(1, Math.abs(slope)));
    double t = IncompleteBeta.inverse(p, a, 3.0);
    double first =
        (IncompleteBeta.lower(t, a + h, 3) - IncompleteBeta.lower(t, a - h, 3)) / (2 * h);
    assertEquals(first, IncompleteBeta.byFirst(t, a, 3), 1e-7 * Math.max(1, Math.abs(first)));
  }

  @Test
  void edges() {
    assertEquals(0.0, IncompleteGamma.inverseLower(2, 0));
    assertEquals(Double.POSITIVE_INFINITY, IncompleteGamma.inverseLower(2, 1));
    assertEquals(0.0, IncompleteGamma.lowerByShape(2, 0));
    assertEquals(Double.NaN, IncompleteGamma.lower(-1, 2));
    assertEquals(Double.NaN, IncompleteBeta.lower(1.5, 2, 2));
    assertEquals(1.0, IncompleteBeta.inverse(1, 2, 2));
    assertEquals(1.0, Bessel.i0(0));
    assertEquals(-Bessel.i1(2.5), Bessel.i1(-2.5));
    assertEquals(0.0, Bessel.i0e(Double.POSITIVE_INFINITY));
    assertEquals(Double.POSITIVE_INFINITY, Bessel.i0(800));
    assertEquals(Double.NaN, Bessel.logI0(Double.NaN));
  }
}
