package dev.merapi.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.continuous.Cauchy;
import dev.merapi.distributions.continuous.HalfCauchy;
import dev.merapi.distributions.continuous.Levy;
import dev.merapi.distributions.continuous.VonMises;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Masked;
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
        .filter(specimen -> specimen.law().eventDim() == 0 && !(specimen.law() instanceof Masked))
        .map(
            specimen ->
                DynamicTest.dynamicTest(specimen.name(), () -> check.accept(specimen.law())));
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

  static void total(Distribution law) {
    Tensor total = Grid.of(law).mass(law).sum(0);
    Near.check("total", Tensor.ones(law.batchShape()), total, TOLERANCE);
  }

  @TestFactory
  Stream<DynamicTest> meanVarianceAndEntropyAreThoseOfTheDensity() {
    return each(
        law -> {
          Grid grid = Grid.of(law);
          Tensor mass = grid.mass(law);
          Tensor logProb = law.logProb(grid.points()).unaryMinus();
          known(law::entropy)
              .ifPresent(
                  entropy -> Near.check("entropy", Grid.expect(mass, logProb), entropy, TOLERANCE));
          boolean moments =
              !(law instanceof VonMises || law instanceof Levy || law instanceof Cauchy);
          if (moments && !(law instanceof HalfCauchy)) {
            Tensor mean = Grid.expect(mass, grid.points());
            known(law::mean)
                .filter(ours -> ours.isNan().max().item() == 0)
                .ifPresent(ours -> Near.check("mean", mean, ours, TOLERANCE));
            Tensor square = grid.points().minus(mean).square();
            known(law::variance)
                .filter(ours -> ours.eq(Double.POSITIVE_INFINITY).max().item() == 0)
                .ifPresent(
                    ours -> Near.check("variance", Grid.expect(mass, square), ours, 5 * TOLERANCE));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> theDistributionFunctionIsTheRunningTotal() {
    return each(DistributionDensityLaws::cdf);
  }

  static void cdf(Distribution law) {
    Grid grid = Grid.of(law);
    Tensor mass = grid.mass(law);
    Tensor half = law.isDiscrete() ? Tensor.scalar(0) : mass.times(0.5);
    Tensor running = mass.cumsum(0).minus(half);
    known(() -> law.cdf(grid.points()))
        .ifPresent(cdf -> Near.check("cdf", running.expand(cdf.shape()), cdf, 5e-3));
  }

  @TestFactory
  Stream<DynamicTest> quantilesUndoTheDistributionFunction() {
    return each(DistributionDensityLaws::quantiles);
  }

  static void quantiles(Distribution law) {
    Shape ones = Shape.SCALAR.padLeft(law.batchShape().rank());
    Tensor p = Tensor.of(1e-6, 0.01, 0.3, 0.5, 0.77, 0.999).reshape(Shape.of(6).append(ones));
    known(() -> law.icdf(p))
        .filter(x -> known(() -> law.cdf(x)).isPresent() && !law.isDiscrete())
        .ifPresent(x -> Near.check("cdf(icdf(p))", p.expand(x.shape()), law.cdf(x), 1e-9));
  }

  @TestFactory
  Stream<DynamicTest> enumeratedSupportsHaveAllProbability() {
    return Specimens.all().stream()
        .filter(specimen -> specimen.law().isEnumerable())
        .map(
            specimen ->
                DynamicTest.dynamicTest(
                    specimen.name(),
                    () -> {
                      Distribution law = specimen.law();
                      Tensor values = law.enumerateSupport(false);
                      assertEquals(
                          law.enumerateSupport(true),
                          values.expand(law.enumerateSupport(true).shape()));
                      Tensor total = law.logProb(values).logSumExp(0).exp();
                      Near.check("total", Tensor.ones(law.batchShape()), total, 1e-12);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> noDrawIsLikelierThanTheMode() {
    return Specimens.all().stream()
        .filter(specimen -> known(specimen.law()::mode).isPresent())
        .map(
            specimen ->
                DynamicTest.dynamicTest(
                    specimen.name(),
                    () -> {
                      Distribution law = specimen.law();
                      Tensor peak = law.logProb(law.mode());
                      Tensor draws = law.logProb(law.sample(Key.of(5), Shape.of(2000)));
                      boolean atEdge = peak.eq(Double.NEGATIVE_INFINITY).max().item() == 1;
                      Tensor below = draws.le(peak.plus(1e-9).maximum(Tensor.scalar(-1e300)));
                      assertTrue(atEdge || below.min().item() == 1, () -> "mode " + law.mode());
                    }));
  }
}
