package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Chance;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Bernoulli on {0, 1}: P(1) = p and P(0) = 1 − p, with p ∈ [0, 1] or its logit. Parameters have
 * shape B; events are numbers.
 */
public record Bernoulli(Chance chance, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Bernoulli {
    parameters(chance).check(batchShape);
  }

  /** 1 for success and 0 for failure, by its probability. */
  @Factory("bernoulli")
  public static Bernoulli ofProbs(Tensor probs) {
    return new Bernoulli(Chance.ofProbs(probs), probs.shape());
  }

  /** 1 for success and 0 for failure, by its log-odds. */
  @Factory("bernoulliLogits")
  public static Bernoulli ofLogits(Tensor logits) {
    return new Bernoulli(Chance.ofLogits(logits), logits.shape());
  }

  private static Parameters parameters(Chance chance) {
    return Parameters.of("Bernoulli").with(chance);
  }

  @Override
  public Parameters parameters() {
    return parameters(chance);
  }

  @Override
  public Constraint support() {
    return Constraints.bool();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Noise.uniform(key, shape(sampleShape)).lt(chance.probs());
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return chance.logProb(value);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    Tensor zero = value.ge(0).and(value.lt(1));
    Tensor outer =
        Tensor.where(value.lt(0), Tensor.scalar(Double.NEGATIVE_INFINITY), Tensor.scalar(0));
    return Tensor.where(zero, chance.logFailure(), outer);
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor zero = value.ge(0).and(value.lt(1));
    Tensor outer =
        Tensor.where(value.lt(0), Tensor.scalar(0), Tensor.scalar(Double.NEGATIVE_INFINITY));
    return Tensor.where(zero, chance.logSuccess(), outer);
  }

  @Override
  public Bernoulli expand(Shape batchShape) {
    return Parameters.checked(() -> new Bernoulli(chance, batchShape));
  }

  @Override
  public Tensor mean() {
    return chance.probs().expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor p = chance.probs();
    return p.minus(p.square()).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return chance.probs().gt(0.5).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    Tensor p = chance.probs();
    return chance.logProb(p, p.unaryMinus().plus(1)).unaryMinus().expand(batchShape);
  }
}
