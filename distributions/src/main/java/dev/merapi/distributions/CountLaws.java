package dev.merapi.distributions;

import dev.merapi.distributions.definition.Chance;
import dev.merapi.distributions.discrete.BetaBinomial;
import dev.merapi.distributions.discrete.BetaNegativeBinomial;
import dev.merapi.distributions.discrete.Binomial;
import dev.merapi.distributions.discrete.DiscreteUniform;
import dev.merapi.distributions.discrete.DiscreteWeibull;
import dev.merapi.distributions.discrete.Extended;
import dev.merapi.distributions.discrete.GammaPoisson;
import dev.merapi.distributions.discrete.Geometric;
import dev.merapi.distributions.discrete.Hypergeometric;
import dev.merapi.distributions.discrete.LogNormalNegativeBinomial;
import dev.merapi.distributions.discrete.NegativeBinomial;
import dev.merapi.distributions.discrete.Poisson;
import dev.merapi.distributions.discrete.Skellam;
import dev.merapi.distributions.multivariate.DirichletMultinomial;
import dev.merapi.distributions.multivariate.Multinomial;
import dev.merapi.tensor.Tensor;

/** Factories of distributions of counts; see {@link Distributions}. */
public abstract sealed class CountLaws extends CategoryLaws permits VectorLaws {
  CountLaws() {}

  /** The number of successes in {@code totalCount} trials, by its probability. */
  public static Binomial binomial(Tensor totalCount, Tensor probs) {
    return Binomial.ofProbs(totalCount, probs);
  }

  /** The number of successes in {@code totalCount} trials, by its probability. */
  public static Binomial binomial(double totalCount, double probs) {
    return binomial(Tensor.scalar(totalCount), Tensor.scalar(probs));
  }

  /** The number of successes in {@code totalCount} trials, by its probability. */
  public static Binomial binomial(double totalCount, Tensor probs) {
    return binomial(Tensor.scalar(totalCount), probs);
  }

  /** The number of successes in {@code totalCount} trials, by its log-odds. */
  public static Binomial binomialLogits(Tensor totalCount, Tensor logits) {
    return Binomial.ofLogits(totalCount, logits);
  }

  /** The number of successes in {@code totalCount} trials, by its log-odds. */
  public static Binomial binomialLogits(double totalCount, double logits) {
    return binomialLogits(Tensor.scalar(totalCount), Tensor.scalar(logits));
  }

  /** The number of successes in {@code totalCount} trials, by its log-odds. */
  public static Binomial binomialLogits(double totalCount, Tensor logits) {
    return binomialLogits(Tensor.scalar(totalCount), logits);
  }

  /** The number of failures before the first success, by its probability. */
  public static Geometric geometric(Tensor probs) {
    return Geometric.ofProbs(probs);
  }

  /** The number of failures before the first success, by its probability. */
  public static Geometric geometric(double probs) {
    return geometric(Tensor.scalar(probs));
  }

  /** The number of failures before the first success, by its log-odds. */
  public static Geometric geometricLogits(Tensor logits) {
    return Geometric.ofLogits(logits);
  }

  /** The number of failures before the first success, by its log-odds. */
  public static Geometric geometricLogits(double logits) {
    return geometricLogits(Tensor.scalar(logits));
  }

  /** The number of successes before {@code totalCount} failures, by its probability. */
  public static NegativeBinomial negativeBinomial(Tensor totalCount, Tensor probs) {
    return NegativeBinomial.ofProbs(totalCount, probs);
  }

  /** The number of successes before {@code totalCount} failures, by its probability. */
  public static NegativeBinomial negativeBinomial(double totalCount, double probs) {
    return negativeBinomial(Tensor.scalar(totalCount), Tensor.scalar(probs));
  }

  /** The number of successes before {@code totalCount} failures, by its probability. */
  public static NegativeBinomial negativeBinomial(double totalCount, Tensor probs) {
    return negativeBinomial(Tensor.scalar(totalCount), probs);
  }

  /** The number of successes before {@code totalCount} failures, by its log-odds. */
  public static NegativeBinomial negativeBinomialLogits(Tensor totalCount, Tensor logits) {
    return NegativeBinomial.ofLogits(totalCount, logits);
  }

  /** The number of successes before {@code totalCount} failures, by its log-odds. */
  public static NegativeBinomial negativeBinomialLogits(double totalCount, double logits) {
    return negativeBinomialLogits(Tensor.scalar(totalCount), Tensor.scalar(logits));
  }

  /** The number of successes before {@code totalCount} failures, by its log-odds. */
  public static NegativeBinomial negativeBinomialLogits(double totalCount, Tensor logits) {
    return negativeBinomialLogits(Tensor.scalar(totalCount), logits);
  }

  /** Negative binomial with variance mean + mean²/concentration. */
  public static NegativeBinomial negativeBinomialMean(Tensor mean, Tensor concentration) {
    return NegativeBinomial.ofMean(mean, concentration);
  }

  /** Negative binomial with variance mean + mean²/concentration. */
  public static NegativeBinomial negativeBinomialMean(double mean, double concentration) {
    return negativeBinomialMean(Tensor.scalar(mean), Tensor.scalar(concentration));
  }

  /** Negative binomial with variance mean + mean²/concentration. */
  public static NegativeBinomial negativeBinomialMean(Tensor mean, double concentration) {
    return negativeBinomialMean(mean, Tensor.scalar(concentration));
  }

  /** Poisson with mean {@code rate}. */
  public static Poisson poisson(Tensor rate) {
    return Poisson.of(rate);
  }

  /** Poisson with mean {@code rate}. */
  public static Poisson poisson(double rate) {
    return poisson(Tensor.scalar(rate));
  }

  /** Poisson with a rate of a Gamma(concentration, rate) distribution. */
  public static GammaPoisson gammaPoisson(Tensor concentration, Tensor rate) {
    return GammaPoisson.of(concentration, rate);
  }

  /** Poisson with a rate of a Gamma(concentration, rate) distribution. */
  public static GammaPoisson gammaPoisson(double concentration, double rate) {
    return gammaPoisson(Tensor.scalar(concentration), Tensor.scalar(rate));
  }

  /** Binomial with a probability of a Beta distribution. */
  public static BetaBinomial betaBinomial(
      Tensor concentration1, Tensor concentration0, Tensor totalCount) {
    return BetaBinomial.of(concentration1, concentration0, totalCount);
  }

  /** Binomial with a probability of a Beta distribution. */
  public static BetaBinomial betaBinomial(
      double concentration1, double concentration0, double totalCount) {
    return betaBinomial(
        Tensor.scalar(concentration1), Tensor.scalar(concentration0), Tensor.scalar(totalCount));
  }

  /** Negative binomial with a probability of a Beta distribution. */
  public static BetaNegativeBinomial betaNegativeBinomial(
      Tensor concentration1, Tensor concentration0, Tensor n) {
    return BetaNegativeBinomial.of(concentration1, concentration0, n);
  }

  /** Negative binomial with a probability of a Beta distribution. */
  public static BetaNegativeBinomial betaNegativeBinomial(
      double concentration1, double concentration0, double n) {
    return betaNegativeBinomial(
        Tensor.scalar(concentration1), Tensor.scalar(concentration0), Tensor.scalar(n));
  }

  /** Geometric with a success probability of a Beta distribution. */
  public static BetaNegativeBinomial betaGeometric(Tensor concentration1, Tensor concentration0) {
    return BetaNegativeBinomial.of(concentration1, concentration0, Tensor.scalar(1));
  }

  /** Geometric with a success probability of a Beta distribution. */
  public static BetaNegativeBinomial betaGeometric(double concentration1, double concentration0) {
    return betaGeometric(Tensor.scalar(concentration1), Tensor.scalar(concentration0));
  }

  /** Every whole number from {@code low} to {@code high} alike. */
  public static DiscreteUniform discreteUniform(Tensor low, Tensor high) {
    return DiscreteUniform.of(low, high);
  }

  /** Every whole number from {@code low} to {@code high} alike. */
  public static DiscreteUniform discreteUniform(double low, double high) {
    return discreteUniform(Tensor.scalar(low), Tensor.scalar(high));
  }

  /** The number of marked items among {@code draws} without replacement. */
  public static Hypergeometric hypergeometric(Tensor total, Tensor marked, Tensor draws) {
    return Hypergeometric.of(total, marked, draws);
  }

  /** The counts of {@code totalCount} draws of categories. */
  public static Multinomial multinomial(Tensor totalCount, Tensor probs) {
    return Multinomial.ofProbs(totalCount, probs);
  }

  /** The counts of {@code totalCount} draws of categories. */
  public static Multinomial multinomial(double totalCount, Tensor probs) {
    return multinomial(Tensor.scalar(totalCount), probs);
  }

  /** The counts of {@code totalCount} draws of categories. */
  public static Multinomial multinomialLogits(Tensor totalCount, Tensor logits) {
    return Multinomial.ofLogits(totalCount, logits);
  }

  /** The counts of {@code totalCount} draws of categories. */
  public static Multinomial multinomialLogits(double totalCount, Tensor logits) {
    return multinomialLogits(Tensor.scalar(totalCount), logits);
  }

  /** Multinomial with probabilities of a Dirichlet distribution. */
  public static DirichletMultinomial dirichletMultinomial(Tensor concentration, Tensor totalCount) {
    return DirichletMultinomial.of(concentration, totalCount);
  }

  /** Multinomial with probabilities of a Dirichlet distribution. */
  public static DirichletMultinomial dirichletMultinomial(Tensor concentration, double totalCount) {
    return dirichletMultinomial(concentration, Tensor.scalar(totalCount));
  }

  /** The difference of two Poisson counts. */
  public static Skellam skellam(Tensor rate1, Tensor rate2) {
    return Skellam.of(rate1, rate2);
  }

  /** The difference of two Poisson counts. */
  public static Skellam skellam(double rate1, double rate2) {
    return skellam(Tensor.scalar(rate1), Tensor.scalar(rate2));
  }

  /** A count that is at least k with probability q^(k^beta). */
  public static DiscreteWeibull discreteWeibull(Tensor q, Tensor beta) {
    return DiscreteWeibull.of(q, beta);
  }

  /** A count that is at least k with probability q^(k^beta). */
  public static DiscreteWeibull discreteWeibull(double q, double beta) {
    return discreteWeibull(Tensor.scalar(q), Tensor.scalar(beta));
  }

  /** Negative binomial with normal noise of deviation {@code noiseScale} on its log-odds. */
  public static LogNormalNegativeBinomial logNormalNegativeBinomial(
      Tensor totalCount, Tensor logits, Tensor noiseScale) {
    return LogNormalNegativeBinomial.of(totalCount, logits, noiseScale);
  }

  /** Successes in {@code totalCount} trials, any whole number; no other whole number is refused. */
  public static Extended extendedBinomial(Tensor totalCount, Tensor probs) {
    return Extended.binomial(totalCount, Chance.ofProbs("Extended", probs));
  }

  /** Successes in {@code totalCount} trials, any whole number, by their log-odds. */
  public static Extended extendedBinomialLogits(Tensor totalCount, Tensor logits) {
    return Extended.binomial(totalCount, Chance.ofLogits("Extended", logits));
  }

  /** Beta-binomial with any whole {@code totalCount}; no other whole number is refused. */
  public static Extended extendedBetaBinomial(
      Tensor concentration1, Tensor concentration0, Tensor totalCount) {
    return Extended.betaBinomial(concentration1, concentration0, totalCount);
  }
}
