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
 * The distribution of eˣ for x uniform on [ln low, ln high]: p(y) = 1 / (y ln(high/low)) for low ≤
 * y ≤ high. Parameters broadcast to B; events are numbers.
 */
public record LogUniform(Tensor low, Tensor high, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public LogUniform {
    parameters(low, high).check(batchShape);
  }

  /** eˣ for x uniform from ln low to ln high. */
  @Factory("logUniform")
  public static LogUniform of(Tensor low, Tensor high) {
    return new LogUniform(low, high, parameters(low, high).shape());
  }

  private static Parameters parameters(Tensor low, Tensor high) {
    return Parameters.of("LogUniform")
        .positive("low", low)
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
    return icdf(Noise.uniform(key, shape(sampleShape)));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return value.log().plus(width().log()).unaryMinus();
  }

  @Override
  public LogUniform expand(Shape batchShape) {
    return Parameters.checked(() -> new LogUniform(low, high, batchShape));
  }

  @Override
  public Tensor mean() {
    return high.minus(low).div(width()).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor mean = high.minus(low).div(width());
    return mean.times(high.plus(low).times(0.5).minus(mean)).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return low.expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return low.log().plus(high.log()).times(0.5).plus(width().log()).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return value.maximum(low).minimum(high).log().minus(low.log()).div(width());
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return low.times(probability.times(width()).exp());
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return value.maximum(low).minimum(high).log().minus(low.log()).div(width()).log();
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return high.log().minus(value.maximum(low).minimum(high).log()).div(width()).log();
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return low.times(log.exp().times(width()).exp());
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return high.times(log.exp().times(width()).unaryMinus().exp());
  }

  private Tensor width() {
    return high.log().minus(low.log());
  }
}
