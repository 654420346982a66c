package dev.merapi.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.combinator.MixtureSameFamily;
import dev.merapi.distributions.combinator.Truncated;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.continuous.Cauchy;
import dev.merapi.distributions.continuous.Exponential;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.Gompertz;
import dev.merapi.distributions.continuous.NanMaskedNormal;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.StudentT;
import dev.merapi.distributions.continuous.Uniform;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.NoClosedFormException;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.distributions.discrete.Binomial;
import dev.merapi.distributions.discrete.Categorical;
import dev.merapi.distributions.discrete.OrderedLogistic;
import dev.merapi.distributions.discrete.Poisson;
import dev.merapi.distributions.internal.Near;
import dev.merapi.distributions.multivariate.Dirichlet;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.multivariate.NanMaskedMultivariateNormal;
import dev.merapi.distributions.multivariate.OneHotStraightThrough;
import dev.merapi.distributions.multivariate.Wishart;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Messages, missing data and extreme parameters. */
class DistributionExamples {
  private static Tensor s(double x) {
    return Tensor.scalar(x);
  }

  private static void refused(Runnable action, String... parts) {
    String message = assertThrows(ArgumentException.class, action::run).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' is missing in: " + message);
    }
  }

  @Test
  void aBadParameterIsNamedWithItsValueIndexAndConstraint() {
    refused(() -> Normal.of(s(0), Tensor.of(1, -2)), "Normal", "scale", "> 0", "-2.0", "index [1]");
    refused(() -> Bernoulli.ofProbs(s(1.5)), "Bernoulli", "probs", "[0, 1]", "1.5");
    refused(() -> Exponential.of(s(0)), "Exponential", "rate", "0.0");
    refused(() -> Normal.of(s(Double.NaN), s(1)), "loc", "NaN");
    refused(() -> Uniform.of(s(2), s(1)), "Uniform", "high", "> 2", "1.0");
    refused(
        () -> MultivariateNormal.ofCovariance(Tensor.of(0, 0), Tensor.ones(Shape.of(2, 2))),
        "covariance",
        "positive definite");
    refused(() -> OrderedLogistic.of(s(0), Tensor.of(1, 1)), "cutpoints", "increasing");
    refused(() -> Wishart.ofScaleTril(s(1.5), Tensor.eye(3)), "df", "> 2");
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    refused(
        () -> StudentT.of(s(3), Tensor.of(1, 2), Tensor.of(1, 2, 3)),
        "df has shape []",
        "loc has shape [2]",
        "scale has shape [3]");
    refused(() -> Normal.of(Tensor.of(1, 2, 3), s(1)).logProb(Tensor.of(1, 2)), "[2]", "[3]");
    refused(() -> Dirichlet.of(Tensor.of(1, 2, 3)).logProb(Tensor.of(0.5, 0.5)), "[3]", "[2]");
    refused(() -> Normal.of(s(0), s(1)).toEvent(1), "toEvent(1)", "batch shape []");
    refused(() -> MixtureSameFamily.ofProbs(Tensor.of(1, 2), Normal.of(s(0), s(1))), "2 weights");
  }

  @Test
  void aValueOutsideTheSupportIsNamedWhenAskedAndImpossibleOtherwise() {
    Poisson poisson = Poisson.of(s(2));
    refused(() -> poisson.requireInSupport(Tensor.of(1, 2.5)), "2.5", "index [1]", "whole number");
    assertEquals(Double.NEGATIVE_INFINITY, poisson.logProb(s(2.5)).item());
    assertEquals(Double.NEGATIVE_INFINITY, poisson.logProb(s(-1)).item());
  }

  @Test
  void checksCanBeSwitchedOffForABlock() {
    assertTrue(Validation.enabled());
    Normal normal = Validation.off(() -> Normal.of(s(0), s(-1)));
    assertEquals(-1, normal.scale().item());
    assertFalse(Validation.off(Validation::enabled));
    assertTrue(Validation.enabled());
  }

  @Test
  void anUnknownClosedFormAndARaggedSupportAreSentences() {
    String entropy =
        assertThrows(NoClosedFormException.class, () -> Poisson.of(s(1)).entropy()).getMessage();
    assertTrue(entropy.contains("Poisson") && entropy.contains("entropy"), entropy);
    refused(
        () -> Binomial.ofProbs(Tensor.of(2, 3), s(0.5)).enumerateSupport(false),
        "Binomial",
        "varies over the batch");
    refused(() -> Poisson.of(s(1)).enumerateSupport(false), "Poisson", "cannot be enumerated");
    String flat =
        assertThrows(
                ArgumentException.class,
                () -> Distributions.improperUniform(Constraints.real()).sample(Key.of(1)))
            .getMessage();
    assertTrue(flat.contains("no draws"), flat);
  }

  @Test
  void missingDataUnderAMaskLeaveGradientsFinite() {
    Symbolic.Input loc = Symbolic.Input.recorded("loc", s(0.5).dense());
    Tensor data = Tensor.of(1, Double.NaN, 3);
    Distribution distribution = Normal.of(loc, s(1)).expand(Shape.of(3)).mask(Tensor.of(1, 0, 1));
    Tensor gradient =
        Gradient.ofRecorded(distribution.logProb(data).sum(), List.of(loc)).getFirst();
    assertEquals(0.5 + 2.5, gradient.dense().item());
  }

  @Test
  void extremeParametersGiveTheLimitAndNotNan() {
    Stream.of(1e-300, 1e300)
        .forEach(
            scale -> {
              assertEquals(
                  -0.9189385332046728 - Math.log(scale),
                  Normal.of(s(0), s(scale)).logProb(s(0)).item(),
                  1e-9);
              assertFalse(Double.isNaN(Normal.of(s(0), s(scale)).logProb(s(1)).item()));
              assertFalse(Double.isNaN(Gamma.of(s(2), s(scale)).logProb(s(1)).item()));
              assertFalse(Double.isNaN(Cauchy.of(s(0), s(scale)).logProb(s(1)).item()));
              assertFalse(Double.isNaN(Gamma.of(s(scale), s(1)).sample(Key.of(1)).item()));
            });
    assertEquals(0, Poisson.of(s(0)).logProb(s(0)).item());
    assertEquals(Double.NEGATIVE_INFINITY, Poisson.of(s(0)).logProb(s(1)).item());
    assertEquals(0, Poisson.of(s(0)).sample(Key.of(1)).item());
    Tensor outcomes = Tensor.of(0, 1);
    double never = Double.NEGATIVE_INFINITY;
    assertEquals(Tensor.of(0, never), Bernoulli.ofProbs(s(0)).logProb(outcomes));
    assertEquals(Tensor.of(never, 0), Bernoulli.ofProbs(s(1)).logProb(outcomes).plus(0));
    assertEquals(0, Binomial.ofProbs(s(5), s(1)).logProb(s(5)).item(), 1e-14);
    assertEquals(1, Bernoulli.ofProbs(s(1)).sample(Key.of(1)).item());
    double normal = Normal.of(s(0), s(1)).logProb(s(1.5)).item();
    assertEquals(normal, StudentT.of(s(1e8), s(0), s(1)).logProb(s(1.5)).item(), 2e-8);
  }

  @Test
  void aZeroProbabilityHasAFiniteGradientWhereItIsNotObserved() {
    Symbolic.Input probs = Symbolic.Input.recorded("probs", Tensor.of(0, 1).dense());
    Tensor total = Bernoulli.ofProbs(probs).logProb(Tensor.of(0, 1)).sum();
    Tensor gradient = Gradient.ofRecorded(total, List.of(probs)).getFirst();
    assertEquals(Tensor.of(-1, 1), gradient.dense());
  }

  @Test
  void tenThousandCategoriesAreNoTrouble() {
    int k = 10_000;
    Categorical categorical = Categorical.ofLogits(Tensor.arange(k).times(-1e-3));
    assertEquals(1, categorical.logProb(Tensor.arange(k)).logSumExp().exp().item(), 1e-12);
    Tensor draws = categorical.sample(Key.of(1), Shape.of(20_000));
    assertEquals(1000, draws.mean().item(), 50);
    Tensor point = Dirichlet.of(Tensor.full(Shape.of(k), 1e-3)).sample(Key.of(2));
    assertEquals(1, point.sum().item(), 1e-9);
  }

  @Test
  void aStraightThroughDrawIsOneHotWithTheGradientOfTheProbabilities() {
    Symbolic.Input probs = Symbolic.Input.recorded("probs", Tensor.of(0.2, 0.5, 0.3).dense());
    Tensor draw = OneHotStraightThrough.ofProbs(probs).sample(Key.of(3));
    assertEquals(1, Constraints.oneHot().check(draw.dense()).item());
    Tensor cost = draw.times(Tensor.of(1, 2, 4)).sum();
    Tensor gradient = Gradient.ofRecorded(cost, List.of(probs)).getFirst();
    double mean = 0.2 + 1 + 1.2;
    Tensor expected = Tensor.of(1 - mean, 2 - mean, 4 - mean);
    assertTrue(gradient.dense().minus(expected).abs().max().item() < 1e-12, gradient::toString);
  }

  @Test
  void aHoleInTheDataCountsForNothing() {
    Tensor logProb = NanMaskedNormal.of(s(0), s(1)).logProb(Tensor.of(0, Double.NaN));
    assertEquals(Tensor.of(Normal.of(s(0), s(1)).logProb(s(0)).item(), 0), logProb);
  }

  @Test
  void aVectorWithAHoleHasTheDensityOfTheRest() {
    Tensor tril = Tensor.of(new double[][] {{1.5, 0, 0}, {-0.4, 1.2, 0}, {0.3, 0.5, 0.8}});
    Tensor loc = Tensor.of(0.3, -0.4, 1);
    NanMaskedMultivariateNormal nanMaskedMultivariateNormal =
        NanMaskedMultivariateNormal.ofScaleTril(loc, tril);
    MultivariateNormal whole = MultivariateNormal.ofScaleTril(loc, tril);
    Tensor kept = Tensor.of(0, 2);
    Tensor block = whole.covariance().take(-1, kept).take(-2, kept);
    MultivariateNormal rest = MultivariateNormal.ofCovariance(loc.take(-1, kept), block);
    double nan = Double.NaN;
    Tensor rows = Tensor.of(new double[][] {{0.5, nan, 2}, {0.5, 0.1, 2}, {nan, nan, nan}});
    Tensor expected =
        Tensor.stack(
            0,
            rest.logProb(Tensor.of(0.5, 2)),
            whole.logProb(Tensor.of(0.5, 0.1, 2)),
            Tensor.scalar(0));
    Near.check("logProb", expected, nanMaskedMultivariateNormal.logProb(rows), 1e-13);
  }

  @Test
  void aGompertzDensityIsZeroWhereRateTimesValueIsBeyondDouble() {
    Tensor logProb = Gompertz.of(s(0.8), s(2)).logProb(s(1e308));
    assertEquals(Double.NEGATIVE_INFINITY, logProb.item());
  }

  /** At these two neighbours ln Φ falls by a rounding where it should rise. */
  @Test
  void aTruncatedNormalGivesNoProbabilityToNothing() {
    Distribution normal = Normal.of(Tensor.scalar(0), Tensor.scalar(1));
    Tensor low = Tensor.scalar(-0.34450856473862856);
    Tensor cdf =
        Truncated.of(normal, low, low.plus(0.0033)).cdf(Tensor.scalar(-0.34450856473862845));
    assertEquals(0, cdf.item());
  }
}
