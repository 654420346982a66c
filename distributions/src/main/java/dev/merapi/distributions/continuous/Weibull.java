package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Weibull(scale λ, concentration k): p(x) = (k/λ) (x/λ)ᵏ⁻¹ exp(−(x/λ)ᵏ) for x ≥ 0. Parameters
 * broadcast to B; events are numbers.
 */
public record Weibull(Tensor scale, Tensor concentration, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Weibull {
    parameters(scale, concentration).check(batchShape);
  }

  /** Weibull. */
  @Factory("weibull")
  public static Weibull of(Tensor scale, Tensor concentration) {
    return new Weibull(scale, concentration, parameters(scale, concentration).shape());
  }

  private static Parameters parameters(Tensor scale, Tensor concentration) {
    return Parameters.of("Weibull")
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
    return Terms.positive(
        scale.times(Noise.exponential(key, shape(sampleShape)).pow(concentration.reciprocal())));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor ratio = value.div(scale);
    Tensor log = ratio.log();
    Tensor constant = concentration.log().minus(scale.log());
    Tensor power = concentration.times(log).exp();
    return concentration.minus(1).xlogy(ratio).minus(power).plus(constant);
  }

  @Override
  public Weibull expand(Shape batchShape) {
    return Parameters.checked(() -> new Weibull(scale, concentration, batchShape));
  }

  @Override
  public Tensor mean() {
    return scale.times(moment(1)).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor second = moment(2);
    Tensor infinite = second.eq(Double.POSITIVE_INFINITY);
    Tensor gap = Tensor.where(infinite, second, second.minus(moment(1).square()));
    return scale.square().times(gap).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    Tensor k = concentration;
    Tensor ratio = k.minus(1).maximum(Tensor.scalar(0)).div(k);
    return scale.times(ratio.pow(k.reciprocal())).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    Tensor shape = concentration.reciprocal().unaryMinus().plus(1).times(Constants.EULER_GAMMA);
    return shape.plus(scale.div(concentration).log()).plus(1).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return value
        .maximum(Tensor.scalar(0))
        .div(scale)
        .pow(concentration)
        .unaryMinus()
        .expm1()
        .unaryMinus();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor log = probability.unaryMinus().log1p().unaryMinus();
    return scale.times(log.pow(concentration.reciprocal()));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return Terms.logRise(logHazard(value));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return logHazard(value).exp().unaryMinus();
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return at(Terms.logRiseInverse(log));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return at(log.unaryMinus().log());
  }

  /** ln of −ln P(X &gt; value); −∞ up to 0. */
  private Tensor logHazard(Tensor value) {
    Tensor none = value.le(0);
    Tensor log = Tensor.where(none, Tensor.scalar(1), value).log().minus(scale.log());
    Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
    return Tensor.where(none, never, concentration.times(log));
  }

  private Tensor at(Tensor logHazard) {
    return scale.times(logHazard.div(concentration).exp());
  }

  /** E (x/λ)ⁿ = Γ(1 + n/k). */
  private Tensor moment(int n) {
    return concentration.reciprocal().times(n).plus(1).lgamma().exp();
  }
}
