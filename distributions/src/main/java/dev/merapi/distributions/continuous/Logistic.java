package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Logistic(loc, scale) on the real line: p(x) = e⁻ᶻ / (scale (1 + e⁻ᶻ)²) with z = (x − loc)/scale.
 * Parameters broadcast to B; events are numbers.
 */
public record Logistic(Tensor loc, Tensor scale, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Logistic {
    parameters(loc, scale).check(batchShape);
  }

  /** Logistic around {@code loc}. */
  @Factory("logistic")
  public static Logistic of(Tensor loc, Tensor scale) {
    return new Logistic(loc, scale, parameters(loc, scale).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor scale) {
    return Parameters.of("Logistic").real("loc", loc).positive("scale", scale);
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
    Tensor z = value.minus(loc).div(scale);
    return z.plus(z.unaryMinus().softplus().times(2)).plus(scale.log()).unaryMinus();
  }

  @Override
  public Logistic expand(Shape batchShape) {
    return Parameters.checked(() -> new Logistic(loc, scale, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return scale.square().times(Math.PI * Math.PI / 3).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return loc.expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return scale.log().plus(2).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return value.minus(loc).div(scale).sigmoid();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return loc.plus(scale.times(Terms.logit(probability)));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return value.minus(loc).div(scale).logSigmoid();
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return loc.minus(value).div(scale).logSigmoid();
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return loc.plus(scale.times(log.minus(Terms.log1mExp(log))));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return loc.minus(scale.times(log.minus(Terms.log1mExp(log))));
  }
}
