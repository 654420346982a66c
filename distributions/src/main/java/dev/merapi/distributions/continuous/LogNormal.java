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
import dev.merapi.tensor.internal.op.NormalLogQuantile;

/**
 * The distribution of eˣ for x normal with {@code loc} and {@code scale}: p(y) = exp(−z²/2) / (y
 * scale √2π) with z = (ln y − loc)/scale, for y &gt; 0. Parameters broadcast to B; events are
 * numbers.
 */
public record LogNormal(Tensor loc, Tensor scale, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public LogNormal {
    parameters(loc, scale).check(batchShape);
  }

  /** eˣ for x normal. */
  @Factory("logNormal")
  public static LogNormal of(Tensor loc, Tensor scale) {
    return new LogNormal(loc, scale, parameters(loc, scale).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor scale) {
    return Parameters.of("LogNormal").real("loc", loc).positive("scale", scale);
  }

  @Override
  public Parameters parameters() {
    return parameters(loc, scale);
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
    return Terms.positive(loc.plus(scale.times(Noise.normal(key, shape(sampleShape)))).exp());
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor log = value.log();
    Tensor z = log.minus(loc).div(scale);
    Tensor constant = scale.log().plus(Constants.HALF_LOG_TWO_PI);
    return z.square().times(-0.5).minus(log).minus(constant);
  }

  @Override
  public LogNormal expand(Shape batchShape) {
    return Parameters.checked(() -> new LogNormal(loc, scale, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.plus(scale.square().times(0.5)).exp().expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor s = scale.square();
    return s.expm1().times(loc.times(2).plus(s).exp()).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return loc.minus(scale.square()).exp().expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return loc.plus(scale.log()).plus(0.5 + Constants.HALF_LOG_TWO_PI).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return value.maximum(Tensor.scalar(0)).log().minus(loc).div(scale).normalCdf();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return loc.plus(scale.times(probability.normalIcdf())).exp();
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return value.maximum(Tensor.scalar(0)).log().minus(loc).div(scale).normalLogCdf();
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return loc.minus(value.maximum(Tensor.scalar(0)).log()).div(scale).normalLogCdf();
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return loc.plus(scale.times(new NormalLogQuantile().on(log))).exp();
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return loc.minus(scale.times(new NormalLogQuantile().on(log))).exp();
  }
}
