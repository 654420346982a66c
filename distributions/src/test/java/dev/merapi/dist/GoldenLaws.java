package dev.merapi.dist;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;

/** Laws by the names and parameters that Pyro gives them. */
final class GoldenLaws {
  private GoldenLaws() {}

  /** The parameters of a record, asked for by name. */
  record Arguments(String law, Map<String, ? extends Tensor> byName, Shape event) {
    Tensor get(String name) {
      Tensor value = byName.get(name);
      if (value == null) {
        throw new IllegalArgumentException(
            "The record of %s has no parameter '%s', only %s"
                .formatted(law, name, byName.keySet()));
      }
      return value;
    }

    boolean has(String name) {
      return byName.containsKey(name);
    }
  }

  /** The law of a record; its name may end in an argument, as in "LKJCholesky(4)". */
  static Distribution of(String name, Map<String, ? extends Tensor> parameters, Shape event) {
    if (name.startsWith("Truncated ")) {
      String base = name.split(" ", 3)[1];
      Arguments a = new Arguments(name, parameters, event);
      return Truncated.of(of(base, parameters, event), a.get("low"), a.get("high"));
    }
    int open = name.indexOf('(');
    String family = open < 0 ? name : name.substring(0, open);
    String argument = open < 0 ? "" : name.substring(open + 1, name.length() - 1);
    return law(family, argument, new Arguments(name, parameters, event));
  }

  private static Distribution law(String family, String argument, Arguments a) {
    return switch (family) {
      case "LKJCholesky" -> LkjCholesky.of(Integer.parseInt(argument), a.get("concentration"));
      case "MixtureSameFamily" -> {
        Distribution components = of(argument, a.byName(), a.event());
        yield a.has("probs")
            ? MixtureSameFamily.ofProbs(a.get("probs"), components)
            : MixtureSameFamily.ofLogits(a.get("logits"), components);
      }
      case "DiscreteHMM" ->
          DiscreteHmm.ofLogits(
              a.get("initial_logits"),
              a.get("transition_logits"),
              of(argument, a.byName(), Shape.SCALAR),
              a.event().size(0));
      case "GaussianHMM" -> gaussianHmm(a);
      case "MultivariateNormal" -> multivariateNormal(a);
      default -> simple(family, a);
    };
  }

  private static Distribution multivariateNormal(Arguments a) {
    if (a.has("covariance_matrix")) {
      return MultivariateNormal.ofCovariance(a.get("loc"), a.get("covariance_matrix"));
    }
    return a.has("precision_matrix")
        ? MultivariateNormal.ofPrecision(a.get("loc"), a.get("precision_matrix"))
        : MultivariateNormal.ofScaleTril(a.get("loc"), a.get("scale_tril"));
  }

  private static Distribution gaussianHmm(Arguments a) {
    return GaussianHmm.of(
        centred(a.get("init_scale")),
        a.get("transition_matrix"),
        centred(a.get("transition_scale")),
        a.get("observation_matrix"),
        centred(a.get("observation_scale")),
        a.event().size(0));
  }

  private static MultivariateNormal centred(Tensor scaleTril) {
    return MultivariateNormal.ofScaleTril(Tensor.zeros(Shape.of(scaleTril.size(-1))), scaleTril);
  }

  private static Distribution either(
      Arguments a, Function<Tensor, Distribution> probs, Function<Tensor, Distribution> logits) {
    return a.has("probs") ? probs.apply(a.get("probs")) : logits.apply(a.get("logits"));
  }

  private static Distribution simple(String family, Arguments a) {
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
          either(a, ContinuousBernoulli::ofProbs, ContinuousBernoulli::ofLogits);
      default -> counts(family, a);
    };
  }

  private static Distribution counts(String family, Arguments a) {
    return switch (family) {
      case "Bernoulli" -> either(a, Bernoulli::ofProbs, Bernoulli::ofLogits);
      case "Binomial" ->
          either(
              a,
              p -> Binomial.ofProbs(a.get("total_count"), p),
              l -> Binomial.ofLogits(a.get("total_count"), l));
      case "BetaBinomial" ->
          BetaBinomial.of(a.get("concentration1"), a.get("concentration0"), a.get("total_count"));
      case "Geometric" -> either(a, Geometric::ofProbs, Geometric::ofLogits);
      case "Poisson" -> Poisson.of(a.get("rate"));
      case "GammaPoisson" -> GammaPoisson.of(a.get("concentration"), a.get("rate"));
      case "NegativeBinomial" ->
          either(
              a,
              p -> NegativeBinomial.ofProbs(a.get("total_count"), p),
              l -> NegativeBinomial.ofLogits(a.get("total_count"), l));
      case "ZeroInflatedPoisson" -> zeroInflated(Poisson.of(a.get("rate")), a);
      case "ZeroInflatedNegativeBinomial" -> zeroInflated(counts("NegativeBinomial", a), a);
      case "Categorical" -> either(a, Categorical::ofProbs, Categorical::ofLogits);
      case "OneHotCategorical" ->
          either(a, OneHotCategorical::ofProbs, OneHotCategorical::ofLogits);
      case "OrderedLogistic" -> OrderedLogistic.of(a.get("predictor"), a.get("cutpoints"));
      default -> vectors(family, a);
    };
  }

  private static Distribution zeroInflated(Distribution base, Arguments a) {
    return a.has("gate")
        ? ZeroInflated.ofProbs(base, a.get("gate"))
        : ZeroInflated.ofLogits(base, a.get("gate_logits"));
  }

  private static Distribution vectors(String family, Arguments a) {
    return switch (family) {
      case "RelaxedBernoulli" ->
          either(
              a,
              p -> RelaxedBernoulli.ofProbs(a.get("temperature"), p),
              l -> RelaxedBernoulli.ofLogits(a.get("temperature"), l));
      case "RelaxedOneHotCategorical" ->
          either(
              a,
              p -> RelaxedOneHotCategorical.ofProbs(a.get("temperature"), p),
              l -> RelaxedOneHotCategorical.ofLogits(a.get("temperature"), l));
      case "Multinomial" ->
          either(
              a,
              p -> Multinomial.ofProbs(a.get("total_count"), p),
              l -> Multinomial.ofLogits(a.get("total_count"), l));
      case "DirichletMultinomial" ->
          DirichletMultinomial.of(a.get("concentration"), a.get("total_count"));
      case "Dirichlet" -> Dirichlet.of(a.get("concentration"));
      case "LogisticNormal" -> LogisticNormal.of(a.get("loc"), a.get("scale"));
      case "LowRankMultivariateNormal" ->
          LowRankMultivariateNormal.of(a.get("loc"), a.get("cov_factor"), a.get("cov_diag"));
      case "MultivariateStudentT" ->
          MultivariateStudentT.of(a.get("df"), a.get("loc"), a.get("scale_tril"));
      case "Wishart" -> Wishart.ofScaleTril(a.get("df"), a.get("scale_tril"));
      case "ProjectedNormal" -> ProjectedNormal.of(a.get("concentration"));
      default ->
          throw new IllegalArgumentException(
              "The record of '%s' names no law that is known here; add it to GoldenLaws"
                  .formatted(family));
    };
  }
}
