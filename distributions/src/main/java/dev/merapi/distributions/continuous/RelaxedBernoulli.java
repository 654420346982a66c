package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
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
 * A point of (0, 1) that tends to a Bernoulli draw as the temperature tends to 0: the distribution
 * of sigmoid((logit(p) + l) / temperature) for l logistic. Parameters broadcast to B; events are
 * numbers.
 *
 * <p>Source: Maddison, Mnih and Teh, "The Concrete distribution" (2017), appendix B.
 */
public record RelaxedBernoulli(Tensor temperature, Chance chance, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public RelaxedBernoulli {
    parameters(temperature, chance).check(batchShape);
  }

  /** A differentiable stand-in for a Bernoulli draw. */
  @Factory("relaxedBernoulli")
  public static RelaxedBernoulli ofProbs(Tensor temperature, Tensor probs) {
    return of(temperature, Chance.ofProbs(probs));
  }

  /** A differentiable stand-in for a Bernoulli draw. */
  @Factory("relaxedBernoulliLogits")
  public static RelaxedBernoulli ofLogits(Tensor temperature, Tensor logits) {
    return of(temperature, Chance.ofLogits(logits));
  }

  private static RelaxedBernoulli of(Tensor temperature, Chance chance) {
    Shape batch = parameters(temperature, chance).shape();
    return new RelaxedBernoulli(temperature, chance, batch);
  }

  private static Parameters parameters(Tensor temperature, Chance chance) {
    return Parameters.of("RelaxedBernoulli")
        .positive("temperature", temperature)
        .with(chance, Constraints.openInterval(0, 1));
  }

  @Override
  public Parameters parameters() {
    return parameters(temperature, chance);
  }

  @Override
  public Constraint support() {
    return Constraints.openInterval(0, 1);
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return chance
        .logits()
        .plus(Terms.logit(Noise.uniform(key, shape(sampleShape))))
        .div(temperature)
        .sigmoid()
        .clamp(Double.MIN_NORMAL, Math.nextDown(1.0));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor logit = Terms.logit(value);
    Tensor gap = chance.logits().minus(logit.times(temperature)).abs();
    Tensor jacobian = value.log().plus(value.unaryMinus().log1p());
    Tensor peak = gap.plus(gap.unaryMinus().exp().log1p().times(2)).unaryMinus();
    return peak.minus(jacobian).plus(temperature.log());
  }

  @Override
  public Tensor logDensity(Interior value) {
    if (value.isPlain()) {
      return logDensity(value.value());
    }
    Tensor left = value.logAbove(Tensor.scalar(0));
    Tensor right = value.logBelow(Tensor.scalar(1));
    Tensor gap = chance.logits().minus(left.minus(right).times(temperature)).abs();
    Tensor peak = gap.plus(gap.unaryMinus().exp().log1p().times(2)).unaryMinus();
    return peak.minus(left.plus(right)).plus(temperature.log());
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return place(value).logSigmoid();
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return place(value).unaryMinus().logSigmoid();
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return at(log.minus(Terms.log1mExp(log)));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return at(Terms.log1mExp(log).minus(log));
  }

  /** The logistic number, standardised, that a value comes from. */
  private Tensor place(Tensor value) {
    return temperature.times(Terms.logit(value.clamp(0, 1))).minus(chance.logits());
  }

  private Tensor at(Tensor logistic) {
    return chance.logits().plus(logistic).div(temperature).sigmoid();
  }

  @Override
  public RelaxedBernoulli expand(Shape batchShape) {
    return Parameters.checked(() -> new RelaxedBernoulli(temperature, chance, batchShape));
  }
}
