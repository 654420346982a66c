package dev.merapi.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Masked;
import dev.merapi.distributions.internal.Near;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sample, batch and event shapes; support; expand, toEvent and mask as an algebra on them. */
class DistributionShapeLaws {
  private static final Key KEY = Key.of(20261122);
  private static final Shape SAMPLES = Shape.of(5, 2);

  private static Stream<DynamicTest> each(Consumer<Distribution> law) {
    return Specimens.all().stream()
        .map(
            specimen -> DynamicTest.dynamicTest(specimen.name(), () -> law.accept(specimen.law())));
  }

  @TestFactory
  Stream<DynamicTest> drawsAndDensitiesHaveTheirShapes() {
    return each(DistributionShapeLaws::shapes);
  }

  static void shapes(Distribution law) {
    Tensor draws = law.sample(KEY, SAMPLES);
    assertEquals(law.shape(SAMPLES), draws.shape());
    assertEquals(SAMPLES.append(law.batchShape()), law.logProb(draws).shape());
    assertEquals(law.eventShape().rank(), law.support().eventDim());
  }

  @TestFactory
  Stream<DynamicTest> drawsLieInTheSupportWithAFiniteDensity() {
    return each(DistributionShapeLaws::draws);
  }

  static void draws(Distribution law) {
    Tensor draws = law.sample(KEY, Shape.of(500));
    law.requireInSupport(draws);
    assertEquals(1, law.logProb(draws).abs().lt(Double.POSITIVE_INFINITY).min().item());
  }

  @TestFactory
  Stream<DynamicTest> outsideTheSupportTheDensityIsZeroAndNeverNan() {
    return each(DistributionShapeLaws::outside);
  }

  static void outside(Distribution law) {
    Tensor nan = Tensor.full(law.shape(Shape.of(3)), Double.NaN);
    boolean masked = law instanceof Masked;
    Tensor logProb = law.logProb(nan);
    double expected = Double.NEGATIVE_INFINITY;
    assertTrue(masked || logProb.eq(expected).min().item() == 1, logProb::toString);
    for (double value : new double[] {-1e308, -1, 0, 0.5, 1, 1e308, Double.POSITIVE_INFINITY}) {
      Tensor at = law.logProb(Tensor.full(law.shape(Shape.SCALAR), value));
      assertEquals(0, at.isNan().max().item(), () -> "NaN at " + value);
    }
  }

  @TestFactory
  Stream<DynamicTest> expandRepeatsTheLaw() {
    return each(DistributionShapeLaws::expand);
  }

  static void expand(Distribution law) {
    Distribution wide = law.expandBy(Shape.of(3));
    assertEquals(Shape.of(3).append(law.batchShape()), wide.batchShape());
    assertEquals(law.eventShape(), wide.eventShape());
    Tensor draws = wide.sample(KEY, SAMPLES);
    assertEquals(wide.shape(SAMPLES), draws.shape());
    assertEquals(law.logProb(draws), wide.logProb(draws));
    Tensor one = law.sample(KEY);
    assertEquals(
        law.logProb(one).expand(wide.batchShape()).toString(), wide.logProb(one).toString());
  }

  @TestFactory
  Stream<DynamicTest> toEventSumsAndCanBeUndone() {
    return each(DistributionShapeLaws::toEvent);
  }

  static void toEvent(Distribution law) {
    Distribution wide = law.expandBy(Shape.of(3, 2));
    Distribution joint = wide.toEvent(1);
    Tensor draws = joint.sample(KEY, SAMPLES);
    assertEquals(wide.sample(KEY, SAMPLES), draws);
    Near.check("sum", wide.logProb(draws).sum(-1), joint.logProb(draws), 1e-14);
    assertEquals(joint.toEvent(1).batchShape(), wide.toEvent(2).batchShape());
    assertEquals(wide.batchShape(), joint.toEvent(-1).batchShape());
    assertEquals(0, wide.toEvent().batchShape().rank());
    assertEquals(wide.isDiscrete(), joint.isDiscrete());
  }

  @TestFactory
  Stream<DynamicTest> aMaskKeepsOrRemovesDensities() {
    return each(DistributionShapeLaws::mask);
  }

  static void mask(Distribution law) {
    Tensor draws = law.sample(KEY, SAMPLES);
    assertEquals(law.logProb(draws), law.mask(true).logProb(draws));
    Tensor nan = Tensor.full(draws.shape(), Double.NaN);
    assertEquals(0, law.mask(false).logProb(nan).abs().max().item());
  }

  @TestFactory
  Stream<DynamicTest> interiorPointsOfSupportsAreInside() {
    return each(DistributionShapeLaws::interior);
  }

  static void interior(Distribution law) {
    Constraint support = law.support();
    Shape shape = law.shape(Shape.SCALAR);
    Tensor inside = support.interior(shape).expand(shape);
    assertEquals(1, support.check(inside).min().item());
  }
}
