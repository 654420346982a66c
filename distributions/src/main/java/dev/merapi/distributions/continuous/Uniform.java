package dev.merapi.distributions.continuous;

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
 * Uniform(low, high): p(x) = 1 / (high − low) for low ≤ x ≤ high. Parameters broadcast to B; events
 * are numbers. The bounds stay as small as they were given, also in the support.
 */
public record Uniform(Tensor low, Tensor high, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Uniform {
    parameters(low, high).check(batchShape);
  }

  /** Uniform from {@code low} to {@code high}. */
  @Factory("uniform")
  public static Uniform of(Tensor low, Tensor high) {
    return new Uniform(low, high, parameters(low, high).shape());
  }

  private static Parameters parameters(Tensor low, Tensor high) {
    return Parameters.of("Uniform")
        .real("low", low)
        .real("high", high)
        .with("high", high, Constraints.greaterThan(low));
  }

  @Override
  public Parameters parameters() {
    return parameters(low, high);
  }

  @Override
  public Constraint support() {
    return Constraints.interval(low, high);
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return low.plus(high.minus(low).times(Noise.uniform(key, shape(sampleShape))));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return high.minus(low).log().unaryMinus();
  }

  @Override
  public Uniform expand(Shape batchShape) {
    return Parameters.checked(() -> new Uniform(low, high, batchShape));
  }

  @Override
  public Tensor mean() {
    return low.plus(high).times(0.5).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return high.minus(low).square().times(1.0 / 12).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return low.expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return high.minus(low).log().expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return value.minus(low).div(high.minus(low)).clamp(0, 1);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return low.plus(probability.times(high.minus(low)));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return value.minus(low).div(high.minus(low)).clamp(0, 1).log();
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return high.minus(value).div(high.minus(low)).clamp(0, 1).log();
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return low.plus(log.exp().times(high.minus(low)));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return high.minus(log.exp().times(high.minus(low)));
  }
}
