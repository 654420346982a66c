package dev.merapi.distributions;

import dev.merapi.distributions.continuous.AffineBeta;
import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.continuous.ContinuousBernoulli;
import dev.merapi.distributions.continuous.Kumaraswamy;
import dev.merapi.distributions.continuous.RelaxedBernoulli;
import dev.merapi.distributions.multivariate.Dirichlet;
import dev.merapi.distributions.multivariate.LogisticNormal;
import dev.merapi.distributions.multivariate.RelaxedOneHotCategorical;
import dev.merapi.tensor.Tensor;

/** Factories of distributions of fractions and of points of a simplex; see {@link Distributions}. */
public abstract sealed class FractionLaws extends PositiveLaws permits CategoryLaws {
  FractionLaws() {}

  /** Beta with powers concentration1 − 1 of x and concentration0 − 1 of 1 − x. */
  public static Beta beta(Tensor concentration1, Tensor concentration0) {
    return Beta.of(concentration1, concentration0);
  }

  /** Beta with powers concentration1 − 1 of x and concentration0 − 1 of 1 − x. */
  public static Beta beta(double concentration1, double concentration0) {
    return beta(Tensor.scalar(concentration1), Tensor.scalar(concentration0));
  }

  /** Beta with powers concentration1 − 1 of x and concentration0 − 1 of 1 − x. */
  public static Beta beta(Tensor concentration1, double concentration0) {
    return beta(concentration1, Tensor.scalar(concentration0));
  }

  /** Beta with powers concentration1 − 1 of x and concentration0 − 1 of 1 − x. */
  public static Beta beta(double concentration1, Tensor concentration0) {
    return beta(Tensor.scalar(concentration1), concentration0);
  }

  /** Beta with the given mean and precision, the sum of the concentrations. */
  public static Beta betaMean(Tensor mean, Tensor precision) {
    return Beta.ofMean(mean, precision);
  }

  /** Beta with the given mean and precision, the sum of the concentrations. */
  public static Beta betaMean(double mean, double precision) {
    return betaMean(Tensor.scalar(mean), Tensor.scalar(precision));
  }

  /** loc + scale · x for x of a Beta distribution. */
  public static AffineBeta affineBeta(
      Tensor concentration1, Tensor concentration0, Tensor loc, Tensor scale) {
    return AffineBeta.of(concentration1, concentration0, loc, scale);
  }

  /** loc + scale · x for x of a Beta distribution. */
  public static AffineBeta affineBeta(
      double concentration1, double concentration0, double loc, double scale) {
    return affineBeta(
        Tensor.scalar(concentration1),
        Tensor.scalar(concentration0),
        Tensor.scalar(loc),
        Tensor.scalar(scale));
  }

  /** Kumaraswamy on [0, 1]. */
  public static Kumaraswamy kumaraswamy(Tensor concentration1, Tensor concentration0) {
    return Kumaraswamy.of(concentration1, concentration0);
  }

  /** Kumaraswamy on [0, 1]. */
  public static Kumaraswamy kumaraswamy(double concentration1, double concentration0) {
    return kumaraswamy(Tensor.scalar(concentration1), Tensor.scalar(concentration0));
  }

  /** Bernoulli's density on the whole of [0, 1]. */
  public static ContinuousBernoulli continuousBernoulli(Tensor probs) {
    return ContinuousBernoulli.ofProbs(probs);
  }

  /** Bernoulli's density on the whole of [0, 1]. */
  public static ContinuousBernoulli continuousBernoulli(double probs) {
    return continuousBernoulli(Tensor.scalar(probs));
  }

  /** Bernoulli's density on the whole of [0, 1], by the logit. */
  public static ContinuousBernoulli continuousBernoulliLogits(Tensor logits) {
    return ContinuousBernoulli.ofLogits(logits);
  }

  /** Bernoulli's density on the whole of [0, 1], by the logit. */
  public static ContinuousBernoulli continuousBernoulliLogits(double logits) {
    return continuousBernoulliLogits(Tensor.scalar(logits));
  }

  /** A differentiable stand-in for a Bernoulli draw. */
  public static RelaxedBernoulli relaxedBernoulli(Tensor temperature, Tensor probs) {
    return RelaxedBernoulli.ofProbs(temperature, probs);
  }

  /** A differentiable stand-in for a Bernoulli draw. */
  public static RelaxedBernoulli relaxedBernoulli(double temperature, double probs) {
    return relaxedBernoulli(Tensor.scalar(temperature), Tensor.scalar(probs));
  }

  /** A differentiable stand-in for a Bernoulli draw. */
  public static RelaxedBernoulli relaxedBernoulli(double temperature, Tensor probs) {
    return relaxedBernoulli(Tensor.scalar(temperature), probs);
  }

  /** A differentiable stand-in for a Bernoulli draw. */
  public static RelaxedBernoulli relaxedBernoulliLogits(Tensor temperature, Tensor logits) {
    return RelaxedBernoulli.ofLogits(temperature, logits);
  }

  /** A differentiable stand-in for a Bernoulli draw. */
  public static RelaxedBernoulli relaxedBernoulliLogits(double temperature, double logits) {
    return relaxedBernoulliLogits(Tensor.scalar(temperature), Tensor.scalar(logits));
  }

  /** A differentiable stand-in for a Bernoulli draw. */
  public static RelaxedBernoulli relaxedBernoulliLogits(double temperature, Tensor logits) {
    return relaxedBernoulliLogits(Tensor.scalar(temperature), logits);
  }

  /** Dirichlet with concentrations [.., K]. */
  public static Dirichlet dirichlet(Tensor concentration) {
    return Dirichlet.of(concentration);
  }

  /** Dirichlet with the given concentrations. */
  public static Dirichlet dirichlet(double... concentration) {
    return dirichlet(Tensor.of(concentration));
  }

  /** A differentiable stand-in for a one-hot draw. */
  public static RelaxedOneHotCategorical relaxedOneHotCategorical(
      Tensor temperature, Tensor probs) {
    return RelaxedOneHotCategorical.ofProbs(temperature, probs);
  }

  /** A differentiable stand-in for a one-hot draw. */
  public static RelaxedOneHotCategorical relaxedOneHotCategorical(
      double temperature, Tensor probs) {
    return relaxedOneHotCategorical(Tensor.scalar(temperature), probs);
  }

  /** A differentiable stand-in for a one-hot draw. */
  public static RelaxedOneHotCategorical relaxedOneHotCategoricalLogits(
      Tensor temperature, Tensor logits) {
    return RelaxedOneHotCategorical.ofLogits(temperature, logits);
  }

  /** A differentiable stand-in for a one-hot draw. */
  public static RelaxedOneHotCategorical relaxedOneHotCategoricalLogits(
      double temperature, Tensor logits) {
    return relaxedOneHotCategoricalLogits(Tensor.scalar(temperature), logits);
  }

  /** Stick-breaking of a vector of normals. */
  public static LogisticNormal logisticNormal(Tensor loc, Tensor scale) {
    return LogisticNormal.of(loc, scale);
  }
}
