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
 * Laplace(loc, scale) on the real line: p(x) = exp(−|z|) / (2 scale) with z = (x − loc)/scale.
 * Parameters broadcast to B; events are numbers.
 */
public record Laplace(Tensor loc, Tensor scale, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Laplace {
    parameters(loc, scale).check(batchShape);
  }

  /** Laplace around {@code loc}, with exponential tails of mean {@code scale}. */
  @Factory("laplace")
  public static Laplace of(Tensor loc, Tensor scale) {
    return new Laplace(loc, scale, parameters(loc, scale).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor scale) {
    return Parameters.of("Laplace").real("loc", loc).positive("scale", scale);
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
    return drawn(Noise.uniform(key, shape(sampleShape)));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    return z.abs().plus(scale.log().plus(Constants.LOG_TWO)).unaryMinus();
  }

  @Override
  public Laplace expand(Shape batchShape) {
    return Parameters.checked(() -> new Laplace(loc, scale, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return scale.square().times(2).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return loc.expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return scale.log().plus(1 + Constants.LOG_TWO).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    return Tensor.scalar(0.5).minus(z.sign().times(z.abs().unaryMinus().expm1()).times(0.5));
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor low = probability.lt(0.5);
    Tensor p = Tensor.where(low, probability, probability.unaryMinus().plus(1));
    Tensor z = p.times(2).log();
    return loc.plus(scale.times(Tensor.where(low, z, z.unaryMinus())));
  }

  /** The quantile as draws take it, which have no more digits than their uniform numbers. */
  private Tensor drawn(Tensor probability) {
    Tensor centred = probability.minus(0.5);
    Tensor size = centred.abs().times(-2).log1p();
    return loc.minus(scale.times(centred.sign()).times(size));
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

  private static Tensor below(Tensor z) {
    Tensor half = z.abs().unaryMinus().minus(Constants.LOG_TWO);
    return Tensor.where(z.lt(0), half, half.exp().unaryMinus().log1p());
  }

  private static Tensor quantile(Tensor log) {
    Tensor low = log.lt(-Constants.LOG_TWO);
    Tensor rest = Terms.log1mExp(Tensor.where(low, Tensor.scalar(-1), log));
    return Tensor.where(
        low, log.plus(Constants.LOG_TWO), rest.plus(Constants.LOG_TWO).unaryMinus());
  }
}
