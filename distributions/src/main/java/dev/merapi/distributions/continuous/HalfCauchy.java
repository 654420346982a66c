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
import dev.merapi.tensor.internal.op.Log1pSquare;

/**
 * The distribution of |x| for x of a Cauchy distribution around 0: p(x) = 2 / (π scale (1 + z²))
 * with z = x/scale, for x ≥ 0. Parameters have shape B; events are numbers. Its mean and variance
 * are infinite.
 */
public record HalfCauchy(Tensor scale, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public HalfCauchy {
    parameters(scale).check(batchShape);
  }

  /** |x| for x Cauchy around 0; the median is {@code scale}. */
  @Factory("halfCauchy")
  public static HalfCauchy of(Tensor scale) {
    return new HalfCauchy(scale, parameters(scale).shape());
  }

  private static Parameters parameters(Tensor scale) {
    return Parameters.of("HalfCauchy").positive("scale", scale);
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
    return Terms.finite(icdf(Noise.uniform(key, shape(sampleShape))));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = value.div(scale);
    Tensor constant = scale.log().plus(Constants.LOG_PI - Constants.LOG_TWO);
    return new Log1pSquare().on(z).plus(constant).unaryMinus();
  }

  @Override
  public HalfCauchy expand(Shape batchShape) {
    return Parameters.checked(() -> new HalfCauchy(scale, batchShape));
  }

  @Override
  public Tensor mean() {
    return Tensor.scalar(Double.POSITIVE_INFINITY).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return Tensor.scalar(Double.POSITIVE_INFINITY).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return Tensor.scalar(0).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return scale.log().plus(Constants.LOG_TWO + Constants.LOG_PI).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return value.maximum(Tensor.scalar(0)).div(scale).atan().times(2 / Math.PI);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return scale.times(probability.times(Math.PI / 2).tan());
  }

  @Override
  public Tensor logCdf(Tensor value) {
    Tensor z = value.maximum(Tensor.scalar(0)).div(scale);
    return z.atan().times(2 / Math.PI).log();
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor z = value.maximum(Tensor.scalar(0)).div(scale);
    return Tensor.scalar(1).atan2(z).times(2 / Math.PI).log();
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    Tensor low = log.lt(-Constants.LOG_TWO);
    Tensor near = Tensor.where(low, log, Tensor.scalar(-1)).exp().times(Math.PI / 2).tan();
    Tensor rest = Tensor.where(low, Tensor.scalar(-1), log).expm1().times(-Math.PI / 2);
    return scale.times(Tensor.where(low, near, rest.tan().reciprocal()));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    Tensor low = log.gt(-Constants.LOG_TWO);
    Tensor near = Tensor.where(low, log, Tensor.scalar(-1)).expm1().times(-Math.PI / 2).tan();
    Tensor rest = Tensor.where(low, Tensor.scalar(-1), log).exp().times(Math.PI / 2);
    return scale.times(Tensor.where(low, near, rest.tan().reciprocal()));
  }
}
