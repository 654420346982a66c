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
 * The hyperbolic secant distribution, smooth at its mode and exponential in its tails: p(x) = 2 /
 * (π scale (eᶻ + e⁻ᶻ)) with z = (x − loc)/scale. Parameters broadcast to B; events are numbers.
 */
public record SoftLaplace(Tensor loc, Tensor scale, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public SoftLaplace {
    parameters(loc, scale).check(batchShape);
  }

  /** The hyperbolic secant distribution. */
  @Factory("softLaplace")
  public static SoftLaplace of(Tensor loc, Tensor scale) {
    return new SoftLaplace(loc, scale, parameters(loc, scale).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor scale) {
    return Parameters.of("SoftLaplace").real("loc", loc).positive("scale", scale);
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
    return icdf(Noise.uniform(key, shape(sampleShape)));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = value.minus(loc).div(scale).abs();
    Tensor logTwoCosh = z.plus(z.times(-2).softplus());
    Tensor constant = scale.log().plus(Constants.LOG_PI - Constants.LOG_TWO);
    return logTwoCosh.plus(constant).unaryMinus();
  }

  @Override
  public SoftLaplace expand(Shape batchShape) {
    return Parameters.checked(() -> new SoftLaplace(loc, scale, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return scale.times(Math.PI / 2).square().expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return loc.expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return scale.log().plus(Constants.LOG_PI + Constants.LOG_TWO).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    return z.exp().atan().times(2 / Math.PI);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return loc.plus(scale.times(probability.times(Math.PI / 2).tan().log()));
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

  /** ln((2/π) arctan eᶻ), where arctan e⁻ᶻ is what is left of a quarter turn. */
  private static Tensor below(Tensor z) {
    Tensor far = z.abs().unaryMinus();
    Tensor tiny = far.lt(-40);
    Tensor angle = Tensor.where(tiny, Tensor.scalar(-1), far).exp().atan().times(2 / Math.PI);
    Tensor log = Tensor.where(tiny, far.plus(Constants.LOG_TWO - Constants.LOG_PI), angle.log());
    return Tensor.where(z.lt(0), log, log.exp().unaryMinus().log1p());
  }

  private static Tensor quantile(Tensor log) {
    Tensor low = log.lt(-Constants.LOG_TWO);
    Tensor half = Tensor.scalar(-Constants.LOG_TWO);
    Tensor rest = Terms.log1mExp(Tensor.where(low, half, log));
    Tensor near = Tensor.where(low, log, rest);
    Tensor tiny = near.lt(-40);
    Tensor angle = Tensor.where(tiny, half, near).exp().times(Math.PI / 2);
    Tensor size = near.plus(Constants.LOG_PI - Constants.LOG_TWO);
    Tensor z = Tensor.where(tiny, size, angle.tan().log());
    return Tensor.where(low, z, z.unaryMinus());
  }
}
