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
 * Cauchy(loc, scale) on the real line: p(x) = 1 / (π scale (1 + z²)) with z = (x − loc)/scale.
 * Parameters broadcast to B; events are numbers. It has no mean (NaN) and an infinite variance.
 */
public record Cauchy(Tensor loc, Tensor scale, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Cauchy {
    parameters(loc, scale).check(batchShape);
  }

  /** Cauchy around the median {@code loc}. */
  @Factory("cauchy")
  public static Cauchy of(Tensor loc, Tensor scale) {
    return new Cauchy(loc, scale, parameters(loc, scale).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor scale) {
    return Parameters.of("Cauchy").real("loc", loc).positive("scale", scale);
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
    return Terms.finite(drawn(Noise.uniform(key, shape(sampleShape))));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    return new Log1pSquare().on(z).plus(scale.log().plus(Constants.LOG_PI)).unaryMinus();
  }

  @Override
  public Cauchy expand(Shape batchShape) {
    return Parameters.checked(() -> new Cauchy(loc, scale, batchShape));
  }

  @Override
  public Tensor mean() {
    return Tensor.scalar(Double.NaN).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return Tensor.scalar(Double.POSITIVE_INFINITY).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return loc.expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return scale.log().plus(Constants.LOG_FOUR_PI).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return value.minus(loc).div(scale).atan().times(1 / Math.PI).plus(0.5);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor low = probability.lt(0.5);
    Tensor p = Tensor.where(low, probability, probability.unaryMinus().plus(1));
    Tensor z = p.times(Math.PI).tan().reciprocal().unaryMinus();
    return loc.plus(scale.times(Tensor.where(low, z, z.unaryMinus())));
  }

  /** The quantile as draws take it, which have no more digits than their uniform numbers. */
  private Tensor drawn(Tensor probability) {
    Tensor angle = probability.minus(0.5).times(Math.PI);
    return loc.plus(scale.times(angle.tan()));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return below(value.minus(loc).div(scale));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return below(loc.minus(value).div(scale));
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return loc.plus(scale.times(quantile(log)));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return loc.minus(scale.times(quantile(log)));
  }

  /** ln P(Z ≤ z), where the angle from the nearer end is what is left of a half turn. */
  private static Tensor below(Tensor z) {
    Tensor angle = Tensor.scalar(1).atan2(z.abs()).times(1 / Math.PI);
    return Tensor.where(z.lt(0), angle.log(), angle.unaryMinus().log1p());
  }

  private static Tensor quantile(Tensor log) {
    Tensor low = log.lt(-Constants.LOG_TWO);
    Tensor left = Tensor.where(low, log, Tensor.scalar(-1)).exp().times(Math.PI).tan();
    Tensor right = Tensor.where(low, Tensor.scalar(-1), log).expm1().times(-Math.PI).tan();
    return Tensor.where(low, left.reciprocal().unaryMinus(), right.reciprocal());
  }
}
