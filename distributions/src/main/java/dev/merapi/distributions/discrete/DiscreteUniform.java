package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Every whole number from low to high with the same probability. Parameters broadcast to B; events
 * are numbers.
 */
public record DiscreteUniform(Tensor low, Tensor high, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public DiscreteUniform {
    parameters(low, high).check(batchShape);
  }

  /** Every whole number from {@code low} to {@code high} alike. */
  @Factory("discreteUniform")
  public static DiscreteUniform of(Tensor low, Tensor high) {
    return new DiscreteUniform(low, high, parameters(low, high).shape());
  }

  private static Parameters parameters(Tensor low, Tensor high) {
    return Parameters.of("DiscreteUniform")
        .with("low", low, Constraints.wholeNumber())
        .with("high", high, Constraints.wholeNumber())
        .with("high", high, Constraints.atLeast(low));
  }

  @Override
  public Parameters parameters() {
    return parameters(low, high);
  }

  @Override
  public Constraint support() {
    return Constraints.wholeNumberBetween(low, high);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return low.plus(Noise.uniform(key, shape(sampleShape)).times(size()).floor());
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return size().log().unaryMinus();
  }

  @Override
  public DiscreteUniform expand(Shape batchShape) {
    return Parameters.checked(() -> new DiscreteUniform(low, high, batchShape));
  }

  @Override
  public Tensor mean() {
    return low.plus(high).times(0.5).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return size().square().minus(1).times(1.0 / 12).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return low.expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return size().log().expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return value.floor().minus(low).plus(1).div(size()).clamp(0, 1);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return low.plus(probability.times(size()).ceil().minus(1).maximum(Tensor.scalar(0)));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return value.floor().minus(low).plus(1).div(size()).clamp(0, 1).log();
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return high.minus(value.floor()).div(size()).clamp(0, 1).log();
  }

  private Tensor size() {
    return high.minus(low).plus(1);
  }
}
