package dev.merapi.distributions.internal.specimen;

import static dev.merapi.distributions.internal.specimen.Argument.*;
import static dev.merapi.distributions.internal.specimen.Specimen.specimen;

import dev.merapi.distributions.Distributions;
import dev.merapi.distributions.combinator.Empirical;
import dev.merapi.distributions.combinator.Hurdle;
import dev.merapi.distributions.combinator.ZeroInflated;
import dev.merapi.distributions.definition.Chance;
import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.distributions.discrete.BernoulliStraightThrough;
import dev.merapi.distributions.discrete.BetaBinomial;
import dev.merapi.distributions.discrete.BetaNegativeBinomial;
import dev.merapi.distributions.discrete.Binomial;
import dev.merapi.distributions.discrete.Categorical;
import dev.merapi.distributions.discrete.DiscreteUniform;
import dev.merapi.distributions.discrete.DiscreteWeibull;
import dev.merapi.distributions.discrete.Extended;
import dev.merapi.distributions.discrete.GammaPoisson;
import dev.merapi.distributions.discrete.Geometric;
import dev.merapi.distributions.discrete.Hypergeometric;
import dev.merapi.distributions.discrete.LogNormalNegativeBinomial;
import dev.merapi.distributions.discrete.NegativeBinomial;
import dev.merapi.distributions.discrete.OrderedLogistic;
import dev.merapi.distributions.discrete.OrderedProbit;
import dev.merapi.distributions.discrete.Poisson;
import dev.merapi.distributions.discrete.Skellam;
import dev.merapi.distributions.multivariate.OneHotCategorical;
import dev.merapi.distributions.multivariate.OneHotStraightThrough;
import dev.merapi.distributions.multivariate.RelaxedOneHotStraightThrough;
import dev.merapi.tensor.Tensor;
import java.util.List;

/** The specimens of distributions of counts and categories. */
final class CountSpecimens {
  private CountSpecimens() {}

  static List<Specimen> all() {
    return List.of(
        specimen("Bernoulli by probability", p -> Bernoulli.ofProbs(p[0]), fraction(0.2, 0.7)),
        specimen("Bernoulli by logit", p -> Bernoulli.ofLogits(p[0]), real(-1, 0.7)),
        specimen(
            "Binomial by probability",
            p -> Binomial.ofProbs(Tensor.scalar(9), p[0]),
            fraction(0.2, 0.7)),
        specimen("Binomial by logit", p -> Binomial.ofLogits(Tensor.of(9, 4), p[0]), real(-1, 0.7)),
        specimen(
            "BetaBinomial",
            p -> BetaBinomial.of(p[0], p[1], Tensor.scalar(9)),
            positive(0.8, 2),
            positive(1.5)),
        specimen(
            "extended Binomial",
            p -> Extended.binomial(Tensor.of(9, 4), Chance.ofProbs(p[0])),
            fraction(0.2, 0.7)),
        specimen(
            "extended BetaBinomial",
            p -> Extended.betaBinomial(p[0], p[1], Tensor.scalar(9)),
            positive(0.8, 2),
            positive(1.5)),
        specimen("Geometric by probability", p -> Geometric.ofProbs(p[0]), fraction(0.2, 0.7)),
        specimen("Geometric by logit", p -> Geometric.ofLogits(p[0]), real(-1, 0.7)),
        specimen(
            "NegativeBinomial by probability",
            p -> NegativeBinomial.ofProbs(p[0], p[1]),
            positive(2.5),
            fraction(0.2, 0.7)),
        specimen(
            "NegativeBinomial by logit",
            p -> NegativeBinomial.ofLogits(p[0], p[1]),
            positive(2.5),
            real(-1, 0.7)),
        specimen(
            "NegativeBinomial by the logarithm of its mean",
            p -> NegativeBinomial.ofLogMean(p[0], p[1]),
            real(-1, 1.5),
            positive(2.5)),
        specimen("Poisson by logarithm", p -> Poisson.ofLog(p[0]), real(-1, 1.8, 3.7)),
        specimen("Poisson", p -> Poisson.of(p[0]), nonnegative(0.4, 6, 40)),
        specimen("GammaPoisson", p -> GammaPoisson.of(p[0], p[1]), positive(2.5), positive(0.8)),
        specimen(
            "BetaNegativeBinomial",
            p -> BetaNegativeBinomial.of(p[0], p[1], p[2]),
            positive(8.5),
            positive(2.3),
            positive(3.1)),
        specimen("DiscreteUniform", p -> DiscreteUniform.of(Tensor.scalar(-2), Tensor.scalar(5)))
            .except(Specimen.Exemption.MOVES_ITS_SUPPORT),
        specimen(
            "Categorical by weights",
            p -> Categorical.ofProbs(p[0]),
            simplex(new double[][] {{0.2, 0.5, 0.3}, {0.7, 0.1, 0.2}})),
        specimen("Categorical by logits", p -> Categorical.ofLogits(p[0]), vector(-1, 0.7, 0.1, 2)),
        specimen(
            "Hypergeometric",
            p -> Hypergeometric.of(Tensor.scalar(20), Tensor.of(4, 15), Tensor.scalar(9))),
        specimen(
            "OrderedProbit",
            p -> OrderedProbit.of(p[0], p[1]),
            real(-0.5, 1),
            ordered(-1, 0.2, 1.7)),
        specimen(
            "OrderedLogistic",
            p -> OrderedLogistic.of(p[0], p[1]),
            real(-0.5, 1),
            ordered(-1, 0.2, 1.7)),
        specimen(
            "zero-inflated Poisson",
            p -> ZeroInflated.ofProbs(Poisson.of(p[0]), p[1]),
            nonnegative(2.5),
            fraction(0.3)),
        specimen(
                "hurdle of a Poisson",
                p -> Hurdle.ofProbs(Poisson.of(p[0]), p[1]),
                positive(2.5),
                fraction(0.3))
            .except(Specimen.Exemption.MOVES_ITS_SUPPORT),
        specimen("OneHotCategorical", p -> OneHotCategorical.ofProbs(p[0]), simplex(0.2, 0.5, 0.3)),
        specimen(
                "Empirical",
                p -> new Empirical(Tensor.of(-1, 0.5, 2), p[0], 0),
                vector(0.1, -0.4, 0.8))
            .unbroadcast(),
        specimen("Skellam", p -> Skellam.of(p[0], p[1]), nonnegative(2.5, 0.3), nonnegative(1.2)),
        specimen(
            "DiscreteWeibull",
            p -> DiscreteWeibull.of(p[0], p[1]),
            fraction(0.4, 0.8),
            positive(1.3)),
        specimen(
            "BetaGeometric",
            p -> Distributions.betaGeometric(p[0], p[1]),
            positive(8.5),
            positive(2.3)),
        specimen(
            "LogNormalNegativeBinomial",
            p -> LogNormalNegativeBinomial.of(p[0], p[1], p[2]),
            positive(2.5),
            real(-1, 0.3),
            positive(0.4)),
        specimen(
            "BernoulliStraightThrough",
            p -> BernoulliStraightThrough.ofProbs(p[0], p[1]),
            positive(0.8),
            fraction(0.2, 0.7)),
        specimen(
            "RelaxedOneHotStraightThrough",
            p -> RelaxedOneHotStraightThrough.ofProbs(p[0], p[1]),
            positive(0.8),
            simplex(0.2, 0.5, 0.3)),
        specimen(
            "OneHotStraightThrough",
            p -> OneHotStraightThrough.ofProbs(p[0]),
            simplex(0.2, 0.5, 0.3)));
  }
}
