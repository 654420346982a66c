package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interval;
import dev.merapi.distributions.definition.Chance;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The number of failures before the first success: P(k) = p (1 − p)ᵏ for k = 0, 1, 2, …. Parameters
 * have shape B; events are numbers.
 */
public record Geometric(Chance chance, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Geometric {
    parameters(chance).check(batchShape);
  }

  /** The number of failures before the first success, by its probability. */
  @Factory("geometric")
  public static Geometric ofProbs(Tensor probs) {
    return new Geometric(Chance.ofProbs(probs), probs.shape());
  }

  /** The number of failures before the first success, by its log-odds. */
  @Factory("geometricLogits")
  public static Geometric ofLogits(Tensor logits) {
    return new Geometric(Chance.ofLogits(logits), logits.shape());
  }

  private static Parameters parameters(Chance chance) {
    Tensor never = Tensor.scalar(0);
    return Parameters.of("Geometric")
        .with(chance, new Interval(never, false, Tensor.scalar(1), true));
  }

  @Override
  public Parameters parameters() {
    return parameters(chance);
  }

  @Override
  public Constraint support() {
    return Constraints.count();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor wait = Noise.exponential(key, shape(sampleShape));
    return wait.div(chance.logFailure().unaryMinus()).floor().minimum(Tensor.scalar(0x1p53));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return chance.logProb(Tensor.scalar(1), value);
  }

  @Override
  public Geometric expand(Shape batchShape) {
    return Parameters.checked(() -> new Geometric(chance, batchShape));
  }

  @Override
  public Tensor mean() {
    return chance.logits().unaryMinus().exp().expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return chance.logits().unaryMinus().exp().div(chance.probs()).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return Tensor.scalar(0).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    Tensor p = chance.probs();
    Tensor both = chance.logProb(p, p.unaryMinus().plus(1));
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    return Tensor.where(p.eq(0), infinite, both.div(p).unaryMinus()).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor failures = value.floor().plus(1).maximum(Tensor.scalar(0));
    return failures.times(chance.logFailure()).expm1().unaryMinus();
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return Terms.countTail(value, true, k -> Terms.log1mExp(k.plus(1).times(chance.logFailure())));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return Terms.countTail(value, false, k -> k.plus(1).times(chance.logFailure()));
  }
}
