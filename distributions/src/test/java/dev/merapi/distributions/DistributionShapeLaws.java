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

  private static Stream<DynamicTest> each(Consumer<Distribution> consumer) {
    return Specimens.all().stream()
        .map(
            specimen ->
                DynamicTest.dynamicTest(
                    specimen.name(), () -> consumer.accept(specimen.distribution())));
  }

  @TestFactory
  Stream<DynamicTest> drawsAndDensitiesHaveTheirShapes() {
    return each(DistributionShapeLaws::shapes);
  }

  static void shapes(Distribution distribution) {
    Tensor draws = distribution.sample(KEY, SAMPLES);
    assertEquals(distribution.shape(SAMPLES), draws.shape());
    assertEquals(SAMPLES.append(distribution.batchShape()), distribution.logProb(draws).shape());
    assertEquals(distribution.eventShape().rank(), distribution.support().eventDim());
  }

  @TestFactory
  Stream<DynamicTest> drawsLieInTheSupportWithAFiniteDensity() {
    return each(DistributionShapeLaws::draws);
  }

  static void draws(Distribution distribution) {
    Tensor draws = distribution.sample(KEY, Shape.of(500));
    distribution.requireInSupport(draws);
    assertEquals(1, distribution.logProb(draws).abs().lt(Double.POSITIVE_INFINITY).min().item());
  }

  @TestFactory
  Stream<DynamicTest> outsideTheSupportTheDensityIsZeroAndNeverNan() {
    return each(DistributionShapeLaws::outside);
  }

  static void outside(Distribution distribution) {
    Tensor nan = Tensor.full(distribution.shape(Shape.of(3)), Double.NaN);
    boolean masked = distribution instanceof Masked;
    Tensor logProb = distribution.logProb(nan);
    double expected = Double.NEGATIVE_INFINITY;
    assertTrue(masked || logProb.eq(expected).min().item() == 1, logProb::toString);
    for (double value : new double[] {-1e308, -1, 0, 0.5, 1, 1e308, Double.POSITIVE_INFINITY}) {
      Tensor at = distribution.logProb(Tensor.full(distribution.shape(Shape.SCALAR), value));
      assertEquals(0, at.isNan().max().item(), () -> "NaN at " + value);
    }
  }

  @TestFactory
  Stream<DynamicTest> expandRepeatsTheLaw() {
    return each(DistributionShapeLaws::expand);
  }

  static void expand(Distribution distribution) {
    Distribution wide = distribution.expandBy(Shape.of(3));
    assertEquals(Shape.of(3).append(distribution.batchShape()), wide.batchShape());
    assertEquals(distribution.eventShape(), wide.eventShape());
    Tensor draws = wide.sample(KEY, SAMPLES);
    assertEquals(wide.shape(SAMPLES), draws.shape());
    assertEquals(distribution.logProb(draws), wide.logProb(draws));
    Tensor one = distribution.sample(KEY);
    assertEquals(
        distribution.logProb(one).expand(wide.batchShape()).toString(),
        wide.logProb(one).toString());
  }

  @TestFactory
  Stream<DynamicTest> toEventSumsAndCanBeUndone() {
    return each(DistributionShapeLaws::toEvent);
  }

  static void toEvent(Distribution distribution) {
    Distribution wide = distribution.expandBy(Shape.of(3, 2));
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

  static void mask(Distribution distribution) {
    Tensor draws = distribution.sample(KEY, SAMPLES);
    assertEquals(distribution.logProb(draws), distribution.mask(true).logProb(draws));
    Tensor nan = Tensor.full(draws.shape(), Double.NaN);
    assertEquals(0, distribution.mask(false).logProb(nan).abs().max().item());
  }

  @TestFactory
  Stream<DynamicTest> interiorPointsOfSupportsAreInside() {
    return each(DistributionShapeLaws::interior);
  }

  static void interior(Distribution distribution) {
    Constraint support = distribution.support();
    Shape shape = distribution.shape(Shape.SCALAR);
    Tensor inside = support.interior(shape).expand(shape);
    assertEquals(1, support.check(inside).min().item());
  }
}
