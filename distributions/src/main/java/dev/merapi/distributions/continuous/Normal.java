package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.NormalLogQuantile;

/**
 * Normal(loc, scale) on the real line: p(x) = exp(−z²/2) / (scale √2π) with z = (x − loc)/scale and
 * scale &gt; 0. Parameters broadcast to B; events are numbers.
 */
public record Normal(Tensor loc, Tensor scale, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Normal {
    parameters(loc, scale).check(batchShape);
  }

  /** Normal with mean {@code loc} and standard deviation {@code scale}. */
  @Factory("normal")
  public static Normal of(Tensor loc, Tensor scale) {
    return new Normal(loc, scale, parameters(loc, scale).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor scale) {
    return Parameters.of("Normal").real("loc", loc).positive("scale", scale);
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
    return loc.plus(scale.times(Noise.normal(key, shape(sampleShape))));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    return z.square().times(-0.5).minus(scale.log().plus(Constants.HALF_LOG_TWO_PI));
  }

  @Override
  public Normal expand(Shape batchShape) {
    return Parameters.checked(() -> new Normal(loc, scale, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return scale.square().expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return loc.expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return scale.log().plus(0.5 + Constants.HALF_LOG_TWO_PI).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return value.minus(loc).div(scale).normalCdf();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return loc.plus(scale.times(probability.normalIcdf()));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return value.minus(loc).div(scale).normalLogCdf();
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return loc.minus(value).div(scale).normalLogCdf();
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return loc.plus(scale.times(new NormalLogQuantile().on(log)));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return loc.minus(scale.times(new NormalLogQuantile().on(log)));
  }
}
