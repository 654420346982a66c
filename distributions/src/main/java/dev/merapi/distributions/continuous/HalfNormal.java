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
 * The distribution of |x| for x normal with mean 0 and standard deviation {@code scale}: p(x) =
 * √(2/π) exp(−z²/2) / scale with z = x/scale, for x ≥ 0. Parameters have shape B; events are
 * numbers.
 */
public record HalfNormal(Tensor scale, Shape batchShape) implements Univariate {
  /** ½ ln(π/2). */
  private static final double HALF_LOG_HALF_PI = 0.2257913526447274;

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public HalfNormal {
    parameters(scale).check(batchShape);
  }

  /** |x| for x normal with mean 0 and standard deviation {@code scale}. */
  @Factory("halfNormal")
  public static HalfNormal of(Tensor scale) {
    return new HalfNormal(scale, parameters(scale).shape());
  }

  private static Parameters parameters(Tensor scale) {
    return Parameters.of("HalfNormal").positive("scale", scale);
  }

  @Override
  public Parameters parameters() {
    return parameters(scale);
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
    return scale.times(Noise.normal(key, shape(sampleShape)).abs());
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = value.div(scale);
    return z.square().times(-0.5).minus(scale.log().plus(HALF_LOG_HALF_PI));
  }

  @Override
  public HalfNormal expand(Shape batchShape) {
    return Parameters.checked(() -> new HalfNormal(scale, batchShape));
  }

  @Override
  public Tensor mean() {
    return scale.times(Math.sqrt(2 / Math.PI)).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return scale.square().times(1 - 2 / Math.PI).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return Tensor.scalar(0).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return scale.log().plus(0.5 + HALF_LOG_HALF_PI).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return value.maximum(Tensor.scalar(0)).div(scale).times(Math.sqrt(0.5)).erf();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return scale.times(Math.sqrt(2)).times(probability.erfinv());
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return Terms.logFoldedCdf(value.maximum(Tensor.scalar(0)).div(scale));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor z = value.maximum(Tensor.scalar(0)).div(scale);
    return z.unaryMinus().normalLogCdf().plus(Constants.LOG_TWO).minimum(Tensor.scalar(0));
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return scale.times(Terms.foldedQuantile(log));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return scale.times(Terms.foldedQuantileFromAbove(log));
  }
}
