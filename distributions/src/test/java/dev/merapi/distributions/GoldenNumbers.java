package dev.merapi.distributions;

import dev.merapi.distributions.GoldenLaws.Arguments;
import dev.merapi.distributions.combinator.Delta;
import dev.merapi.distributions.continuous.AffineBeta;
import dev.merapi.distributions.continuous.AsymmetricLaplace;
import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.continuous.Cauchy;
import dev.merapi.distributions.continuous.ContinuousBernoulli;
import dev.merapi.distributions.continuous.Exponential;
import dev.merapi.distributions.continuous.FisherSnedecor;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.GeneralizedPareto;
import dev.merapi.distributions.continuous.Gompertz;
import dev.merapi.distributions.continuous.Gumbel;
import dev.merapi.distributions.continuous.HalfCauchy;
import dev.merapi.distributions.continuous.HalfNormal;
import dev.merapi.distributions.continuous.InverseGamma;
import dev.merapi.distributions.continuous.Kumaraswamy;
import dev.merapi.distributions.continuous.Laplace;
import dev.merapi.distributions.continuous.Levy;
import dev.merapi.distributions.continuous.LogNormal;
import dev.merapi.distributions.continuous.LogUniform;
import dev.merapi.distributions.continuous.Logistic;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.Pareto;
import dev.merapi.distributions.continuous.Rayleigh;
import dev.merapi.distributions.continuous.RelaxedBernoulli;
import dev.merapi.distributions.continuous.SkewLogistic;
import dev.merapi.distributions.continuous.SkewNormal;
import dev.merapi.distributions.continuous.SoftAsymmetricLaplace;
import dev.merapi.distributions.continuous.SoftLaplace;
import dev.merapi.distributions.continuous.StudentT;
import dev.merapi.distributions.continuous.TruncatedPowerLaw;
import dev.merapi.distributions.continuous.Uniform;
import dev.merapi.distributions.continuous.VonMises;
import dev.merapi.distributions.continuous.Weibull;
import dev.merapi.distributions.definition.Distribution;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Laws of numbers, by the names and parameters that Pyro and NumPyro give them. */
final class GoldenNumbers {
  private GoldenNumbers() {}

  static Optional<Distribution> of(String family, Arguments a) {
    return Optional.ofNullable(known(family, a));
  }

  private static @Nullable Distribution known(String family, Arguments a) {
    return switch (family) {
      case "Normal" -> Normal.of(a.get("loc"), a.get("scale"));
      case "LogNormal" -> LogNormal.of(a.get("loc"), a.get("scale"));
      case "HalfNormal" -> HalfNormal.of(a.get("scale"));
      case "HalfCauchy" -> HalfCauchy.of(a.get("scale"));
      case "Cauchy" -> Cauchy.of(a.get("loc"), a.get("scale"));
      case "StudentT" -> StudentT.of(a.get("df"), a.get("loc"), a.get("scale"));
      case "Laplace" -> Laplace.of(a.get("loc"), a.get("scale"));
      case "AsymmetricLaplace" ->
          AsymmetricLaplace.of(a.get("loc"), a.get("scale"), a.get("asymmetry"));
      case "SoftLaplace" -> SoftLaplace.of(a.get("loc"), a.get("scale"));
      case "SoftAsymmetricLaplace" ->
          SoftAsymmetricLaplace.of(
              a.get("loc"), a.get("scale"), a.get("asymmetry"), a.get("softness"));
      case "Logistic" -> Logistic.of(a.get("loc"), a.get("scale"));
      case "SkewLogistic" -> SkewLogistic.of(a.get("loc"), a.get("scale"), a.get("asymmetry"));
      case "Gumbel" -> Gumbel.of(a.get("loc"), a.get("scale"));
      case "Uniform" -> Uniform.of(a.get("low"), a.get("high"));
      case "Exponential" -> Exponential.of(a.get("rate"));
      case "Gamma" -> Gamma.of(a.get("concentration"), a.get("rate"));
      case "InverseGamma" -> InverseGamma.of(a.get("concentration"), a.get("rate"));
      case "Beta" -> Beta.of(a.get("concentration1"), a.get("concentration0"));
      case "Kumaraswamy" -> Kumaraswamy.of(a.get("concentration1"), a.get("concentration0"));
      case "Chi2" -> Distributions.chi2(a.get("df"));
      case "FisherSnedecor" -> FisherSnedecor.of(a.get("df1"), a.get("df2"));
      case "Weibull" -> Weibull.of(a.get("scale"), a.get("concentration"));
      case "Pareto" -> Pareto.of(a.get("scale"), a.get("alpha"));
      case "GeneralizedPareto" ->
          GeneralizedPareto.of(a.get("loc"), a.get("scale"), a.get("concentration"));
      case "VonMises" -> VonMises.of(a.get("loc"), a.get("concentration"));
      case "AffineBeta" ->
          AffineBeta.of(
              a.get("concentration1"), a.get("concentration0"), a.get("loc"), a.get("scale"));
      case "ContinuousBernoulli" ->
          a.either(ContinuousBernoulli::ofProbs, ContinuousBernoulli::ofLogits);
      case "SkewNormal" -> SkewNormal.of(a.get("loc"), a.get("scale"), a.get("skew"));
      case "Levy" -> Levy.of(a.get("loc"), a.get("scale"));
      case "LogUniform" -> LogUniform.of(a.get("low"), a.get("high"));
      case "Gompertz" -> Gompertz.of(a.get("concentration"), a.get("rate"));
      case "BetaProportion" -> Beta.ofMean(a.get("mean"), a.get("concentration"));
      case "AsymmetricLaplaceQuantile" ->
          AsymmetricLaplace.ofQuantile(a.get("loc"), a.get("scale"), a.get("quantile"));
      case "DoublyTruncatedPowerLaw" ->
          TruncatedPowerLaw.of(a.get("alpha"), a.get("low"), a.get("high"));
      case "Rayleigh" -> Rayleigh.of(a.get("scale"));
      case "Delta" -> Delta.of(a.get("v"), a.event().rank());
      case "RelaxedBernoulli" ->
          a.either(
              p -> RelaxedBernoulli.ofProbs(a.get("temperature"), p),
              l -> RelaxedBernoulli.ofLogits(a.get("temperature"), l));
      default -> null;
    };
  }
}
