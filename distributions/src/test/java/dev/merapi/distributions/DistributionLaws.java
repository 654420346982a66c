package dev.merapi.distributions;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Masked;
import dev.merapi.distributions.divergence.Kl;
import dev.merapi.distributions.internal.Grid;
import dev.merapi.distributions.internal.Near;
import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The laws of every distribution at drawn parameters, batch shapes and keys. Their equations stand
 * with the tests at fixed ones. A run tests some 700 statistics, each of which a right distribution
 * fails with probability {@value #ALARM}, so one run in 1,400,000 fails by chance.
 */
class DistributionLaws {
  private static final double ALARM = 1e-9;
  private static final int DRAWS = 5_000;

  /**
   * The same for means of 40 blocks, in standard errors: Student's t with 39 degrees of freedom.
   */
  private static final double ERRORS = 8;

  @Provide
  Arbitrary<Specimen> specimens() {
    return DrawnSpecimens.of(s -> true);
  }

  @Provide
  Arbitrary<Specimen> numbers() {
    return DrawnSpecimens.of(s -> isNumber(s.distribution()));
  }

  @Provide
  Arbitrary<Specimen> scored() {
    return DrawnSpecimens.of(DistributionGradientLaws::hasScore);
  }

  @Provide
  Arbitrary<Specimen> pathwise() {
    return DrawnSpecimens.of(DistributionGradientLaws::hasPath);
  }

  private static boolean isNumber(Distribution distribution) {
    return distribution.eventDim() == 0 && !(distribution instanceof Masked);
  }

  @Property(tries = 70)
  void drawsAndDensitiesHaveTheirShapesAndStayInTheSupport(@ForAll("specimens") Specimen s) {
    DistributionShapeLaws.shapes(s.distribution());
    DistributionShapeLaws.draws(s.distribution());
    DistributionShapeLaws.interior(s.distribution());
  }

  @Property(tries = 70)
  void expandingJoiningAndMaskingAreAnAlgebra(@ForAll("specimens") Specimen s) {
    DistributionShapeLaws.expand(s.distribution());
    DistributionShapeLaws.toEvent(s.distribution());
    DistributionShapeLaws.mask(s.distribution());
  }

  @Property(tries = 70)
  void outsideTheSupportTheDensityIsZeroAndNeverNan(@ForAll("specimens") Specimen s) {
    DistributionShapeLaws.outside(s.distribution());
  }

  @Property(tries = 30)
  void theTotalIsOneAndTheDistributionFunctionItsRunningSum(@ForAll("numbers") Specimen s) {
    DistributionDensityLaws.total(s.distribution());
    DistributionDensityLaws.cdf(s.distribution());
    DistributionDensityLaws.quantiles(s.distribution());
  }

  @Property(tries = 30)
  void drawsFollowTheDensity(@ForAll("numbers") Specimen s, @ForAll long seed) {
    if (s.distribution().isDiscrete()) {
      DistributionSamplerLaws.pearson(s.distribution(), Key.of(seed), DRAWS, ALARM);
    } else {
      DistributionSamplerLaws.kolmogorov(s.distribution(), Key.of(seed), DRAWS, ALARM);
    }
  }

  @Property(tries = 40)
  void theGradientOfTheDensityIsItsCentralDifference(
      @ForAll("specimens") Specimen s, @ForAll long seed) {
    DistributionGradientLaws.density(s, Key.of(seed));
  }

  @Property(tries = 8)
  void theScoreHasMeanZero(@ForAll("scored") Specimen s, @ForAll long seed) {
    DistributionGradientLaws.score(s, Key.of(seed), ERRORS);
  }

  @Property(tries = 15)
  void pathwiseGradientsMoveTheMean(@ForAll("pathwise") Specimen s, @ForAll long seed) {
    DistributionGradientLaws.path(s, Key.of(seed), ERRORS);
  }

  /** KL of two members of one family, wherever a closed form is known, is the integral. */
  @Property(tries = 40)
  void theDivergenceIsTheIntegral(@ForAll("numbers") Specimen s, @ForAll long seed) {
    Distribution p = s.distribution();
    Distribution q = DrawnSpecimens.moved(s, 0.3, Key.of(seed)).distribution();
    Kl.of(p, q)
        .filter(ours -> ours.lt(Double.POSITIVE_INFINITY).min().item() == 1)
        .ifPresent(
            ours -> {
              Grid grid = Grid.of(p);
              Tensor gap = p.logProb(grid.points()).minus(q.logProb(grid.points()));
              Near.check("KL", Grid.expect(grid.mass(p), gap), ours, 1e-4);
            });
  }
}
