package dev.merapi.dist;

import dev.merapi.dist.bijector.Affine;
import dev.merapi.dist.bijector.Tanh;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every law with parameters on which it can be tried, in families. Being listed here is being
 * tested: shapes, support, normalisation, sampler against density, moments and gradients.
 */
public final class Specimens {
  private Specimens() {}

  /** All specimens. */
  public static List<Specimen> all() {
    return Stream.of(real(), positive(), counts(), VectorSpecimens.all())
        .flatMap(List::stream)
        .toList();
  }

  static Specimen of(String name, Function<Tensor[], Distribution> law, Tensor... parameters) {
    return new Specimen(name, List.of(parameters), p -> law.apply(p.toArray(Tensor[]::new)));
  }

  private static List<Specimen> real() {
    return List.of(
        of("Normal", p -> Normal.of(p[0], p[1]), Tensor.of(-1, 0.5, 3), Tensor.scalar(1.7)),
        of("Cauchy", p -> Cauchy.of(p[0], p[1]), Tensor.of(-1, 0.5), Tensor.scalar(0.7)),
        of(
            "StudentT",
            p -> StudentT.of(p[0], p[1], p[2]),
            Tensor.of(3.5, 30),
            Tensor.scalar(0.4),
            Tensor.scalar(1.3)),
        of("Laplace", p -> Laplace.of(p[0], p[1]), Tensor.scalar(0.3), Tensor.of(0.6, 2)),
        of(
            "AsymmetricLaplace",
            p -> AsymmetricLaplace.of(p[0], p[1], p[2]),
            Tensor.scalar(0.3),
            Tensor.scalar(1.2),
            Tensor.of(0.6, 1.8)),
        of("SoftLaplace", p -> SoftLaplace.of(p[0], p[1]), Tensor.scalar(0.3), Tensor.scalar(1.2)),
        of(
            "SoftAsymmetricLaplace",
            p -> SoftAsymmetricLaplace.of(p[0], p[1], p[2], p[3]),
            Tensor.scalar(0.3),
            Tensor.scalar(1.2),
            Tensor.scalar(0.7),
            Tensor.scalar(0.9)),
        of("Logistic", p -> Logistic.of(p[0], p[1]), Tensor.scalar(0.3), Tensor.scalar(1.2)),
        of(
            "SkewLogistic",
            p -> SkewLogistic.of(p[0], p[1], p[2]),
            Tensor.scalar(0.3),
            Tensor.scalar(1.2),
            Tensor.of(0.7, 2.5)),
        of(
            "SkewNormal",
            p -> SkewNormal.of(p[0], p[1], p[2]),
            Tensor.scalar(0.3),
            Tensor.scalar(1.2),
            Tensor.of(-2, 0.8)),
        of(
            "ExponentiallyModifiedNormal",
            p -> ExponentiallyModifiedNormal.of(p[0], p[1], p[2]),
            Tensor.scalar(0.3),
            Tensor.scalar(1.2),
            Tensor.of(0.7, 2.5)),
        of("Gumbel", p -> Gumbel.of(p[0], p[1]), Tensor.scalar(0.3), Tensor.scalar(1.2)),
        of("VonMises", p -> VonMises.of(p[0], p[1]), Tensor.scalar(0.3), Tensor.of(0.4, 5)),
        of("Uniform", p -> Uniform.of(p[0], p[1]), Tensor.of(-1, 0.2), Tensor.scalar(1.5)),
        of("Levy", p -> Levy.of(p[0], p[1]), Tensor.scalar(-0.5), Tensor.scalar(0.8)),
        of(
            "truncated Normal",
            p -> Truncated.of(Normal.of(p[0], p[1]), p[2], p[3]),
            Tensor.scalar(0.3),
            Tensor.scalar(1.2),
            Tensor.scalar(-0.5),
            Tensor.scalar(2)),
        of(
            "left-truncated Cauchy",
            p -> Truncated.below(Cauchy.of(p[0], p[1]), p[2]),
            Tensor.scalar(0.3),
            Tensor.scalar(1.2),
            Tensor.scalar(0.5)),
        of(
            "mixture of Normals",
            p -> MixtureSameFamily.ofProbs(p[0], Normal.of(p[1], p[2])),
            Tensor.of(0.2, 0.3, 0.5),
            Tensor.of(-1, 0.5, 2),
            Tensor.of(0.5, 1, 0.7)),
        of(
            "mixture of a Normal and a Laplace",
            p -> Mixture.of(p[0], List.of(Normal.of(p[1], p[2]), Laplace.of(p[2], p[1]))),
            Tensor.of(0.2, 0.8),
            Tensor.scalar(1.2),
            Tensor.scalar(0.8)),
        of(
            "transformed Normal",
            p -> Transformed.of(Normal.of(p[0], p[1]), new Affine(p[2], p[3]), new Tanh()),
            Tensor.scalar(0.2),
            Tensor.scalar(0.8),
            Tensor.scalar(0.3),
            Tensor.scalar(0.9)));
  }

  private static List<Specimen> positive() {
    return List.of(
        of("HalfNormal", p -> HalfNormal.of(p[0]), Tensor.of(0.6, 2)),
        of("HalfCauchy", p -> HalfCauchy.of(p[0]), Tensor.of(0.6, 2)),
        of("Exponential", p -> Exponential.of(p[0]), Tensor.of(0.6, 2)),
        of("Gamma", p -> Gamma.of(p[0], p[1]), Tensor.of(0.6, 2, 30), Tensor.scalar(1.4)),
        of("InverseGamma", p -> InverseGamma.of(p[0], p[1]), Tensor.of(6.5, 9), Tensor.scalar(1.4)),
        of("LogNormal", p -> LogNormal.of(p[0], p[1]), Tensor.scalar(0.3), Tensor.scalar(0.6)),
        of("LogUniform", p -> LogUniform.of(p[0], p[1]), Tensor.scalar(0.3), Tensor.scalar(2.6)),
        of("Weibull", p -> Weibull.of(p[0], p[1]), Tensor.scalar(1.3), Tensor.of(0.8, 2.5)),
        of("Frechet", p -> Frechet.of(p[0], p[1]), Tensor.scalar(6.5), Tensor.scalar(1.2)),
        of("Pareto", p -> Pareto.of(p[0], p[1]), Tensor.scalar(1.3), Tensor.scalar(6.5)),
        of(
            "GeneralizedPareto",
            p -> GeneralizedPareto.of(p[0], p[1], p[2]),
            Tensor.scalar(0.4),
            Tensor.scalar(1.3),
            Tensor.of(0.1, 0)),
        of(
            "GeneralizedPareto with an end",
            p -> GeneralizedPareto.of(p[0], p[1], p[2]),
            Tensor.scalar(0.4),
            Tensor.scalar(1.3),
            Tensor.of(-0.1, -0.3)),
        of("Rayleigh", p -> Rayleigh.of(p[0]), Tensor.of(0.6, 2)),
        of("LogLogistic", p -> LogLogistic.of(p[0], p[1]), Tensor.scalar(1.3), Tensor.scalar(6.5)),
        of("Gompertz", p -> Gompertz.of(p[0], p[1]), Tensor.scalar(0.8), Tensor.scalar(1.3)),
        of(
            "Dagum",
            p -> Dagum.of(p[0], p[1], p[2]),
            Tensor.scalar(0.8),
            Tensor.scalar(5.5),
            Tensor.scalar(1.2)),
        of(
            "InverseGaussian",
            p -> InverseGaussian.of(p[0], p[1]),
            Tensor.scalar(1.2),
            Tensor.scalar(2.3)),
        of(
            "FisherSnedecor",
            p -> FisherSnedecor.of(p[0], p[1]),
            Tensor.scalar(3.5),
            Tensor.scalar(12)),
        of(
            "folded Normal",
            p -> new Folded(Normal.of(p[0], p[1])),
            Tensor.scalar(0.7),
            Tensor.scalar(1.2)),
        of("Beta", p -> Beta.of(p[0], p[1]), Tensor.of(0.7, 2), Tensor.scalar(1.6)),
        of(
            "AffineBeta",
            p -> AffineBeta.of(p[0], p[1], p[2], p[3]),
            Tensor.scalar(1.7),
            Tensor.scalar(2.6),
            Tensor.scalar(-1),
            Tensor.scalar(3)),
        of("Kumaraswamy", p -> Kumaraswamy.of(p[0], p[1]), Tensor.scalar(1.7), Tensor.scalar(2.6)),
        of(
            "ContinuousBernoulli by probability",
            p -> ContinuousBernoulli.ofProbs(p[0]),
            Tensor.of(0.2, 0.505, 0.9)),
        of(
            "ContinuousBernoulli by logit",
            p -> ContinuousBernoulli.ofLogits(p[0]),
            Tensor.of(-2, 0.03, 1.5)),
        of(
            "RelaxedBernoulli by probability",
            p -> RelaxedBernoulli.ofProbs(p[0], p[1]),
            Tensor.scalar(0.8),
            Tensor.of(0.3, 0.6)),
        of(
            "RelaxedBernoulli by logit",
            p -> RelaxedBernoulli.ofLogits(p[0], p[1]),
            Tensor.scalar(0.8),
            Tensor.of(-0.3, 0.6)));
  }

  private static List<Specimen> counts() {
    return List.of(
        of("Bernoulli by probability", p -> Bernoulli.ofProbs(p[0]), Tensor.of(0.2, 0.7)),
        of("Bernoulli by logit", p -> Bernoulli.ofLogits(p[0]), Tensor.of(-1, 0.7)),
        of(
            "Binomial by probability",
            p -> Binomial.ofProbs(Tensor.scalar(9), p[0]),
            Tensor.of(0.2, 0.7)),
        of("Binomial by logit", p -> Binomial.ofLogits(Tensor.of(9, 4), p[0]), Tensor.of(-1, 0.7)),
        of(
            "BetaBinomial",
            p -> BetaBinomial.of(p[0], p[1], Tensor.scalar(9)),
            Tensor.of(0.8, 2),
            Tensor.scalar(1.5)),
        of("Geometric by probability", p -> Geometric.ofProbs(p[0]), Tensor.of(0.2, 0.7)),
        of("Geometric by logit", p -> Geometric.ofLogits(p[0]), Tensor.of(-1, 0.7)),
        of(
            "NegativeBinomial by probability",
            p -> NegativeBinomial.ofProbs(p[0], p[1]),
            Tensor.scalar(2.5),
            Tensor.of(0.2, 0.7)),
        of(
            "NegativeBinomial by logit",
            p -> NegativeBinomial.ofLogits(p[0], p[1]),
            Tensor.scalar(2.5),
            Tensor.of(-1, 0.7)),
        of("Poisson", p -> Poisson.of(p[0]), Tensor.of(0.4, 6, 40)),
        of(
            "GammaPoisson",
            p -> GammaPoisson.of(p[0], p[1]),
            Tensor.scalar(2.5),
            Tensor.scalar(0.8)),
        of(
            "BetaNegativeBinomial",
            p -> BetaNegativeBinomial.of(p[0], p[1], p[2]),
            Tensor.scalar(8.5),
            Tensor.scalar(2.3),
            Tensor.scalar(3.1)),
        of("DiscreteUniform", p -> DiscreteUniform.of(Tensor.scalar(-2), Tensor.scalar(5))),
        of(
            "Categorical by weights",
            p -> Categorical.ofProbs(p[0]),
            Tensor.of(new double[][] {{0.2, 0.5, 0.3}, {0.7, 0.1, 0.2}})),
        of("Categorical by logits", p -> Categorical.ofLogits(p[0]), Tensor.of(-1, 0.7, 0.1, 2)),
        of(
            "Hypergeometric",
            p -> Hypergeometric.of(Tensor.scalar(20), Tensor.of(4, 15), Tensor.scalar(9))),
        of(
            "OrderedProbit",
            p -> OrderedProbit.of(p[0], p[1]),
            Tensor.of(-0.5, 1),
            Tensor.of(-1, 0.2, 1.7)),
        of(
            "OrderedLogistic",
            p -> OrderedLogistic.of(p[0], p[1]),
            Tensor.of(-0.5, 1),
            Tensor.of(-1, 0.2, 1.7)),
        of(
            "zero-inflated Poisson",
            p -> ZeroInflated.ofProbs(Poisson.of(p[0]), p[1]),
            Tensor.scalar(2.5),
            Tensor.scalar(0.3)),
        of(
            "hurdle of a Poisson",
            p -> Hurdle.ofProbs(Poisson.of(p[0]), p[1]),
            Tensor.scalar(2.5),
            Tensor.scalar(0.3)),
        of("OneHotCategorical", p -> OneHotCategorical.ofProbs(p[0]), Tensor.of(0.2, 0.5, 0.3)),
        of(
            "Empirical",
            p -> new Empirical(Tensor.of(-1, 0.5, 2), p[0], 0),
            Tensor.of(0.1, -0.4, 0.8)));
  }
}
