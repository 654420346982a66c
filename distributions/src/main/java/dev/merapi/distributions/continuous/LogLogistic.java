package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The distribution of eˣ for x logistic: p(x) = (k/scale) zᵏ⁻¹ / (1 + zᵏ)² with z = x/scale and k
 * the concentration, for x ≥ 0. Parameters broadcast to B; events are numbers. The mean is infinite
 * up to k = 1.
 */
public record LogLogistic(Tensor scale, Tensor concentration, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public LogLogistic {
    parameters(scale, concentration).check(batchShape);
  }

  /** eˣ for x logistic. */
  @Factory("logLogistic")
  public static LogLogistic of(Tensor scale, Tensor concentration) {
    return new LogLogistic(scale, concentration, parameters(scale, concentration).shape());
  }

  private static Parameters parameters(Tensor scale, Tensor concentration) {
    return Parameters.of("LogLogistic")
        .positive("scale", scale)
        .positive("concentration", concentration);
  }

  @Override
  public Parameters parameters() {
    return parameters(scale, concentration);
  }

  @Override
  public Constraint support() {
    return Constraints.nonnegative();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Terms.positive(icdf(Noise.uniform(key, shape(sampleShape))));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor ratio = value.div(scale);
    Tensor kz = concentration.times(ratio.log());
    Tensor constant = concentration.log().minus(scale.log());
    Tensor power = concentration.minus(1).xlogy(ratio);
    return power.minus(kz.softplus().times(2)).plus(constant);
  }

  @Override
  public LogLogistic expand(Shape batchShape) {
    return Parameters.checked(() -> new LogLogistic(scale, concentration, batchShape));
  }

  @Override
  public Tensor mean() {
    Tensor finite = concentration.gt(1);
    Tensor angle =
        Tensor.scalar(Math.PI).div(Tensor.where(finite, concentration, Tensor.scalar(2)));
    Tensor mean = scale.times(angle).div(angle.sin());
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    return Tensor.where(finite, mean, infinite).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    Tensor k = concentration.maximum(Tensor.scalar(1));
    return scale.times(k.minus(1).div(k.plus(1)).pow(k.reciprocal())).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return scale.log().minus(concentration.log()).plus(2).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return concentration.times(value.maximum(Tensor.scalar(0)).log().minus(scale.log())).sigmoid();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return scale.times(Terms.logit(probability).div(concentration).exp());
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return power(value).logSigmoid();
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return power(value).unaryMinus().logSigmoid();
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return at(log.minus(Terms.log1mExp(log)));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return at(Terms.log1mExp(log).minus(log));
  }

  private Tensor power(Tensor value) {
    Tensor log = value.maximum(Tensor.scalar(0)).log();
    return concentration.times(log.minus(scale.log()));
  }

  private Tensor at(Tensor power) {
    return power.div(concentration).plus(scale.log()).exp();
  }
}
