package dev.merapi.distributions;

import dev.merapi.distributions.GoldenLaws.Arguments;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.distributions.discrete.BetaBinomial;
import dev.merapi.distributions.discrete.BetaNegativeBinomial;
import dev.merapi.distributions.discrete.Binomial;
import dev.merapi.distributions.discrete.Categorical;
import dev.merapi.distributions.discrete.DiscreteUniform;
import dev.merapi.distributions.discrete.GammaPoisson;
import dev.merapi.distributions.discrete.Geometric;
import dev.merapi.distributions.discrete.LogNormalNegativeBinomial;
import dev.merapi.distributions.discrete.NegativeBinomial;
import dev.merapi.distributions.discrete.OrderedLogistic;
import dev.merapi.distributions.discrete.Poisson;
import dev.merapi.distributions.multivariate.OneHotCategorical;
import dev.merapi.distributions.multivariate.OneHotStraightThrough;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Laws of counts and categories, by the names and parameters that Pyro and NumPyro give them. */
final class GoldenCounts {
  private GoldenCounts() {}

  static Optional<Distribution> of(String family, Arguments a) {
    return Optional.ofNullable(known(family, a));
  }

  private static @Nullable Distribution known(String family, Arguments a) {
    return switch (family) {
      case "Bernoulli" -> a.either(Bernoulli::ofProbs, Bernoulli::ofLogits);
      case "Binomial" ->
          a.either(
              p -> Binomial.ofProbs(a.get("total_count"), p),
              l -> Binomial.ofLogits(a.get("total_count"), l));
      case "BetaBinomial" ->
          BetaBinomial.of(a.get("concentration1"), a.get("concentration0"), a.get("total_count"));
      case "Geometric" -> a.either(Geometric::ofProbs, Geometric::ofLogits);
      case "Poisson" -> Poisson.of(a.get("rate"));
      case "GammaPoisson" -> GammaPoisson.of(a.get("concentration"), a.get("rate"));
      case "NegativeBinomial" ->
          a.either(
              p -> NegativeBinomial.ofProbs(a.get("total_count"), p),
              l -> NegativeBinomial.ofLogits(a.get("total_count"), l));
      case "ZeroInflatedPoisson" -> GoldenLaws.zeroInflated(Poisson.of(a.get("rate")), a);
      case "ZeroInflatedNegativeBinomial" ->
          GoldenLaws.zeroInflated(GoldenLaws.of("NegativeBinomial", a.byName(), a.event()), a);
      case "Categorical" -> a.either(Categorical::ofProbs, Categorical::ofLogits);
      case "OneHotCategorical" -> a.either(OneHotCategorical::ofProbs, OneHotCategorical::ofLogits);
      case "OrderedLogistic" -> OrderedLogistic.of(a.get("predictor"), a.get("cutpoints"));
      case "LogNormalNegativeBinomial" ->
          LogNormalNegativeBinomial.of(
              a.get("total_count"), a.get("logits"), a.get("multiplicative_noise_scale"));
      case "NegativeBinomial2" -> NegativeBinomial.ofMean(a.get("mean"), a.get("concentration"));
      case "BetaNegativeBinomial" ->
          BetaNegativeBinomial.of(a.get("concentration1"), a.get("concentration0"), a.get("n"));
      case "DiscreteUniform" -> DiscreteUniform.of(a.get("low"), a.get("high"));
      case "OneHotCategoricalStraightThrough" ->
          a.either(OneHotStraightThrough::ofProbs, OneHotStraightThrough::ofLogits);
      default -> null;
    };
  }
}
