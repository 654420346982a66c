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
 * Exponential(rate): p(x) = rate e^(−rate · x) for x ≥ 0. Parameters have shape B; events are
 * numbers.
 */
public record Exponential(Tensor rate, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Exponential {
    parameters(rate).check(batchShape);
  }

  /** Exponential with mean 1/rate. */
  @Factory("exponential")
  public static Exponential of(Tensor rate) {
    return new Exponential(rate, parameters(rate).shape());
  }

  private static Parameters parameters(Tensor rate) {
    return Parameters.of("Exponential").positive("rate", rate);
  }

  @Override
  public Parameters parameters() {
    return parameters(rate);
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
    return Noise.exponential(key, shape(sampleShape)).div(rate);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return rate.log().minus(rate.times(value));
  }

  @Override
  public Exponential expand(Shape batchShape) {
    return Parameters.checked(() -> new Exponential(rate, batchShape));
  }

  @Override
  public Tensor mean() {
    return rate.reciprocal().expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return rate.square().reciprocal().expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return Tensor.scalar(0).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return rate.log().unaryMinus().plus(1).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return rate.times(value.maximum(Tensor.scalar(0))).unaryMinus().expm1().unaryMinus();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return probability.unaryMinus().log1p().unaryMinus().div(rate);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return Terms.log1mExp(hazard(value).unaryMinus());
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return hazard(value).unaryMinus();
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return atHazard(Terms.log1mExp(log).unaryMinus());
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return atHazard(log.unaryMinus());
  }

  /** −ln P(X &gt; value). */
  private Tensor hazard(Tensor value) {
    return rate.times(value.maximum(Tensor.scalar(0)));
  }

  private Tensor atHazard(Tensor hazard) {
    return hazard.div(rate);
  }
}
