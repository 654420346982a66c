package dev.merapi.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.merapi.distributions.continuous.Cauchy;
import dev.merapi.distributions.continuous.HalfCauchy;
import dev.merapi.distributions.continuous.Levy;
import dev.merapi.distributions.continuous.VonMises;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.NoClosedFormException;
import dev.merapi.distributions.internal.Grid;
import dev.merapi.distributions.internal.Near;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Densities of numbers integrate, and probabilities of counts sum, to 1; moments, entropy,
 * distribution function and quantiles are those of the density.
 */
class DistributionDensityLaws {
  /** The trapezoidal rule gives two more digits than this, but for densities with a corner. */
  private static final double TOLERANCE = 2e-4;

  private static Stream<DynamicTest> each(Consumer<Distribution> check) {
    return Specimens.all().stream()
        .filter(specimen -> specimen.distribution().eventDim() == 0 && !specimen.isUnnormalised())
        .map(
            specimen ->
                DynamicTest.dynamicTest(
                    specimen.name(), () -> check.accept(specimen.distribution())));
  }

  static Optional<Tensor> known(Supplier<Tensor> quantity) {
    try {
      return Optional.of(quantity.get());
    } catch (NoClosedFormException unknown) {
      return Optional.empty();
    }
  }

  @TestFactory
  Stream<DynamicTest> theTotalIsOne() {
    return each(DistributionDensityLaws::total);
  }

  static void total(Distribution distribution) {
    Tensor total = Grid.of(distribution).mass(distribution).sum(0);
    Near.check("total", Tensor.ones(distribution.batchShape()), total, TOLERANCE);
  }

  @TestFactory
  Stream<DynamicTest> theEntropyIsThatOfTheDensity() {
    return each(
        distribution -> {
          Tensor entropy = given("entropy", distribution::entropy);
          Grid grid = Grid.of(distribution);
          Tensor surprise = distribution.logProb(grid.points()).unaryMinus();
          Near.check("entropy", Grid.expect(grid.mass(distribution), surprise), entropy, TOLERANCE);
        });
  }

  @TestFactory
  Stream<DynamicTest> theMeanIsThatOfTheDensity() {
    return each(
        distribution -> {
          requireMoments(distribution);
          Tensor mean = given("mean", distribution::mean);
          assumeTrue(
              mean.abs().lt(Double.POSITIVE_INFINITY).min().item() != 0,
              "the mean is no finite number");
          Grid grid = Grid.of(distribution);
          Near.check("mean", Grid.expect(grid.mass(distribution), grid.points()), mean, TOLERANCE);
        });
  }

  @TestFactory
  Stream<DynamicTest> theVarianceIsThatOfTheDensity() {
    return each(
        distribution -> {
          requireMoments(distribution);
          Tensor variance = given("variance", distribution::variance);
          assumeTrue(
              variance.eq(Double.POSITIVE_INFINITY).max().item() == 0, "the variance is infinite");
          Grid grid = Grid.of(distribution);
          Tensor mass = grid.mass(distribution);
          Tensor square = grid.points().minus(Grid.expect(mass, grid.points())).square();
          Near.check("variance", Grid.expect(mass, square), variance, 5 * TOLERANCE);
        });
  }

  /** A quantity; the law is reported as one that does not apply where it has no closed form. */
  private static Tensor given(String name, Supplier<Tensor> quantity) {
    Optional<Tensor> value = known(quantity);
    assumeTrue(value.isPresent(), () -> "no " + name + " in closed form");
    return value.orElseThrow();
  }

  /** The mean of an angle is a direction; tails as heavy as Cauchy's have no integral. */
  private static void requireMoments(Distribution distribution) {
    assumeFalse(distribution instanceof VonMises, "its mean is a direction");
    assumeFalse(
        distribution instanceof Levy
            || distribution instanceof Cauchy
            || distribution instanceof HalfCauchy,
        "its mean does not exist");
  }

  @TestFactory
  Stream<DynamicTest> theDistributionFunctionIsTheRunningTotal() {
    return each(
        distribution -> {
          assumeTrue(
              known(() -> distribution.cdf(distribution.sample(Key.of(1)))).isPresent(),
              "no cdf in closed form");
          cdf(distribution);
        });
  }

  static void cdf(Distribution distribution) {
    Grid grid = Grid.of(distribution);
    Tensor mass = grid.mass(distribution);
    Tensor half = distribution.isDiscrete() ? Tensor.scalar(0) : mass.times(0.5);
    Tensor running = mass.cumsum(0).minus(half);
    // Integrals and sums cost a thousand densities each: a few hundred points of the grid are
    // enough.
    int step = Math.max(1, grid.points().size(0) / 200);
    Tensor points = thinned(grid.points(), step);
    known(() -> distribution.cdf(points))
        .ifPresent(
            cdf -> {
              Tensor expected = thinned(running, step);
              Shape both = Shape.broadcast(expected.shape(), cdf.shape());
              Near.check("cdf", expected.expand(both), cdf.expand(both), 5e-3);
            });
  }

  private static Tensor thinned(Tensor x, int step) {
    return x.slice(0, 0, (x.size(0) + step - 1) / step, step);
  }

  @TestFactory
  Stream<DynamicTest> quantilesUndoTheDistributionFunction() {
    return each(
        distribution -> {
          assumeTrue(
              known(() -> distribution.icdf(Tensor.scalar(0.5))).isPresent(),
              "no quantiles in closed form");
          assumeTrue(
              known(() -> distribution.cdf(distribution.sample(Key.of(1)))).isPresent(),
              "no cdf in closed form");
          assumeFalse(distribution.isDiscrete(), "a count has steps");
          quantiles(distribution);
        });
  }

  static void quantiles(Distribution distribution) {
    Shape ones = Shape.SCALAR.padLeft(distribution.batchShape().rank());
    Tensor p = Tensor.of(1e-6, 0.01, 0.3, 0.5, 0.77, 0.999).reshape(Shape.of(6).append(ones));
    known(() -> distribution.icdf(p))
        .filter(x -> known(() -> distribution.cdf(x)).isPresent() && !distribution.isDiscrete())
        .ifPresent(x -> Near.check("cdf(icdf(p))", p.expand(x.shape()), distribution.cdf(x), 1e-9));
  }

  @TestFactory
  Stream<DynamicTest> enumeratedSupportsHaveAllProbability() {
    return Specimens.all().stream()
        .filter(specimen -> specimen.distribution().isEnumerable())
        .map(
            specimen ->
                DynamicTest.dynamicTest(
                    specimen.name(),
                    () -> {
                      Distribution distribution = specimen.distribution();
                      Tensor values = distribution.enumerateSupport(false);
                      assertEquals(
                          distribution.enumerateSupport(true),
                          values.expand(distribution.enumerateSupport(true).shape()));
                      Tensor total = distribution.logProb(values).logSumExp(0).exp();
                      Near.check("total", Tensor.ones(distribution.batchShape()), total, 1e-12);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> noDrawIsLikelierThanTheMode() {
    return Specimens.all().stream()
        .map(
            specimen ->
                DynamicTest.dynamicTest(
                    specimen.name(),
                    () -> {
                      Distribution distribution = specimen.distribution();
                      Tensor peak = distribution.logProb(given("mode", distribution::mode));
                      Tensor draws =
                          distribution.logProb(distribution.sample(Key.of(5), Shape.of(2000)));
                      boolean atEdge = peak.eq(Double.NEGATIVE_INFINITY).max().item() == 1;
                      Tensor below = draws.le(peak.plus(1e-9).maximum(Tensor.scalar(-1e300)));
                      assertTrue(
                          atEdge || below.min().item() == 1, () -> "mode " + distribution.mode());
                    }));
  }
}
