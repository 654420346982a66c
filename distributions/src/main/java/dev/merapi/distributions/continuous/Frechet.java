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
 * Fréchet(concentration k, scale): p(x) = (k/scale) z⁻ᵏ⁻¹ exp(−z⁻ᵏ) with z = x/scale, for x &gt; 0.
 * Parameters broadcast to B; events are numbers. The mean is infinite up to k = 1, the variance up
 * to k = 2.
 */
public record Frechet(Tensor concentration, Tensor scale, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Frechet {
    parameters(concentration, scale).check(batchShape);
  }

  /** Fréchet. */
  @Factory("frechet")
  public static Frechet of(Tensor concentration, Tensor scale) {
    return new Frechet(concentration, scale, parameters(concentration, scale).shape());
  }

  private static Parameters parameters(Tensor concentration, Tensor scale) {
    return Parameters.of("Frechet")
        .positive("concentration", concentration)
        .positive("scale", scale);
  }

  @Override
  public Parameters parameters() {
    return parameters(concentration, scale);
  }

  @Override
  public Constraint support() {
    return Constraints.positive();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Terms.positive(
        scale.times(
            Noise.exponential(key, shape(sampleShape))
                .pow(concentration.reciprocal().unaryMinus())));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor log = value.log().minus(scale.log());
    Tensor power = concentration.times(log).unaryMinus().exp();
    Tensor constant = concentration.log().minus(scale.log());
    return constant.minus(concentration.plus(1).times(log)).minus(power);
  }

  @Override
  public Frechet expand(Shape batchShape) {
    return Parameters.checked(() -> new Frechet(concentration, scale, batchShape));
  }

  @Override
  public Tensor mean() {
    return scale.times(moment(1)).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return spread().expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return scale
        .times(concentration.div(concentration.plus(1)).pow(concentration.reciprocal()))
        .expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return concentration
        .reciprocal()
        .plus(1)
        .times(Constants.EULER_GAMMA)
        .plus(scale.div(concentration).log())
        .plus(1)
        .expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return value
        .maximum(Tensor.scalar(0))
        .div(scale)
        .pow(concentration.unaryMinus())
        .unaryMinus()
        .exp();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return scale.times(probability.log().unaryMinus().pow(concentration.reciprocal().unaryMinus()));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    Tensor none = value.le(0);
    Tensor log = Tensor.where(none, Tensor.scalar(1), value).log().minus(scale.log());
    Tensor power = concentration.times(log).unaryMinus().exp().unaryMinus();
    return Tensor.where(none, Tensor.scalar(Double.NEGATIVE_INFINITY), power);
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor none = value.le(0);
    Tensor log = Tensor.where(none, Tensor.scalar(1), value).log().minus(scale.log());
    Tensor rise = Terms.logRise(concentration.times(log).unaryMinus());
    return Tensor.where(none, Tensor.scalar(0), rise);
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return scale.times(log.unaryMinus().pow(concentration.reciprocal().unaryMinus()));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return scale.times(Terms.logRiseInverse(log).div(concentration).unaryMinus().exp());
  }

  private Tensor spread() {
    Tensor finite = concentration.gt(2);
    Tensor mean = Tensor.where(finite, moment(1), Tensor.scalar(0));
    return scale.square().times(moment(2).minus(mean.square()));
  }

  /** E zⁿ = Γ(1 − n/k), infinite where k ≤ n. */
  private Tensor moment(int n) {
    Tensor finite = concentration.gt(n);
    Tensor k = Tensor.where(finite, concentration, Tensor.scalar(n + 1));
    Tensor moment = Tensor.scalar(1).minus(Tensor.scalar(n).div(k)).lgamma().exp();
    return Tensor.where(finite, moment, Tensor.scalar(Double.POSITIVE_INFINITY));
  }
}
