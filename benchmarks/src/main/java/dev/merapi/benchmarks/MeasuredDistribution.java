package dev.merapi.benchmarks;

import dev.merapi.distributions.Distributions;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Tensor;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ChengBetaSampler;
import org.apache.commons.rng.sampling.distribution.DirichletSampler;
import org.apache.commons.rng.sampling.distribution.GuideTableDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/** The distributions that are measured, here and in Commons RNG and Commons Statistics. */
public enum MeasuredDistribution {
  /** Mean 0.3 and deviation 1.7; a ziggurat there. */
  NORMAL,

  /** Shape 2.5 and rate 1.3. */
  GAMMA,

  /** Shapes 2.5 and 1.3. */
  BETA,

  /** Mean 7.5. */
  POISSON,

  /** Four categories; a guide table there. */
  CATEGORICAL,

  /** Four concentrations. */
  DIRICHLET;

  Distribution ours() {
    return switch (this) {
      case NORMAL -> Distributions.normal(0.3, 1.7);
      case GAMMA -> Distributions.gamma(2.5, 1.3);
      case BETA -> Distributions.beta(2.5, 1.3);
      case POISSON -> Distributions.poisson(7.5);
      case CATEGORICAL -> Distributions.categorical(0.1, 0.2, 0.3, 0.4);
      case DIRICHLET -> Distributions.dirichlet(Tensor.of(0.5, 1, 2, 4));
    };
  }

  CommonsDistribution commons() {
    return switch (this) {
      case NORMAL -> normal();
      case GAMMA ->
          CommonsDistribution.of(
              AhrensDieterMarsagliaTsangGammaSampler.of(source(), 2.5, 1 / 1.3)::sample,
              GammaDistribution.of(2.5, 1 / 1.3)::logDensity);
      case BETA ->
          CommonsDistribution.of(
              ChengBetaSampler.of(source(), 2.5, 1.3)::sample,
              BetaDistribution.of(2.5, 1.3)::logDensity);
      case POISSON -> poisson();
      case CATEGORICAL -> categorical();
      case DIRICHLET -> dirichlet();
    };
  }

  private static UniformRandomProvider source() {
    return RandomSource.XO_RO_SHI_RO_128_PP.create(1L);
  }

  private static CommonsDistribution normal() {
    ZigguratSampler sampler = ZigguratSampler.NormalizedGaussian.of(source());
    return CommonsDistribution.of(
        () -> 0.3 + 1.7 * sampler.sample(), NormalDistribution.of(0.3, 1.7)::logDensity);
  }

  private static CommonsDistribution poisson() {
    var sampler = PoissonSampler.of(source(), 7.5);
    PoissonDistribution distribution = PoissonDistribution.of(7.5);
    return CommonsDistribution.of(sampler::sample, x -> distribution.logProbability((int) x));
  }

  private static CommonsDistribution categorical() {
    double[] probs = {0.1, 0.2, 0.3, 0.4};
    var sampler = GuideTableDiscreteSampler.of(source(), probs);
    return CommonsDistribution.of(sampler::sample, x -> Math.log(probs[(int) x]));
  }

  private static CommonsDistribution dirichlet() {
    double[] a = {0.5, 1, 2, 4};
    double constant = Tensor.scalar(7.5).lgamma().minus(Tensor.of(a).lgamma().sum()).item();
    return CommonsDistribution.of(DirichletSampler.of(source(), a), a, constant);
  }
}
