package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.CumulativeHazard;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Exponential(rate): p(x) = rate e^(−rate · x) for x ≥ 0. Parameters have shape B; events are
 * numbers.
 */
public record Exponential(Tensor rate, Shape batchShape) implements CumulativeHazard {

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
  public Tensor cumulativeHazard(Tensor value) {
    return rate.times(value.maximum(Tensor.scalar(0)));
  }

  @Override
  public Tensor atCumulativeHazard(Tensor hazard) {
    return hazard.div(rate);
  }
}
