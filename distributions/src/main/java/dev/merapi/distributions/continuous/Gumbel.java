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
 * The distribution of greatest values, Gumbel(loc, scale): p(x) = exp(−z − e⁻ᶻ) / scale with z = (x
 * − loc)/scale. Parameters broadcast to B; events are numbers.
 */
public record Gumbel(Tensor loc, Tensor scale, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Gumbel {
    parameters(loc, scale).check(batchShape);
  }

  /** Gumbel's distribution of greatest values. */
  @Factory("gumbel")
  public static Gumbel of(Tensor loc, Tensor scale) {
    return new Gumbel(loc, scale, parameters(loc, scale).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor scale) {
    return Parameters.of("Gumbel").real("loc", loc).positive("scale", scale);
  }

  @Override
  public Parameters parameters() {
    return parameters(loc, scale);
  }

  @Override
  public Constraint support() {
    return Constraints.real();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return loc.minus(scale.times(Noise.exponential(key, shape(sampleShape)).log()));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    return z.plus(z.unaryMinus().exp()).plus(scale.log()).unaryMinus();
  }

  @Override
  public Gumbel expand(Shape batchShape) {
    return Parameters.checked(() -> new Gumbel(loc, scale, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.plus(scale.times(Constants.EULER_GAMMA)).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return scale.square().times(Math.PI * Math.PI / 6).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return loc.expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return scale.log().plus(1 + Constants.EULER_GAMMA).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    return z.unaryMinus().exp().unaryMinus().exp();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return loc.minus(scale.times(probability.log().unaryMinus().log()));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return value.minus(loc).div(scale).unaryMinus().exp().unaryMinus();
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return Terms.logRise(loc.minus(value).div(scale));
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return loc.minus(scale.times(log.unaryMinus().log()));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return loc.minus(scale.times(Terms.logRiseInverse(log)));
  }
}
