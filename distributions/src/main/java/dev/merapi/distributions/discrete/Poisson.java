package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.LogGammaP;
import dev.merapi.tensor.internal.op.LogGammaQ;

/**
 * Poisson(rate) on {0, 1, 2, …}: P(k) = rateᵏ e^(−rate) / k!, with rate ≥ 0. Parameters have shape
 * B; events are numbers.
 */
public record Poisson(Tensor rate, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Poisson {
    parameters(rate).check(batchShape);
  }

  /** Poisson with mean {@code rate}. */
  @Factory("poisson")
  public static Poisson of(Tensor rate) {
    return new Poisson(rate, parameters(rate).shape());
  }

  private static Parameters parameters(Tensor rate) {
    return Parameters.of("Poisson").with("rate", rate, Constraints.nonnegative());
  }

  @Override
  public Parameters parameters() {
    return parameters(rate);
  }

  @Override
  public Constraint support() {
    return Constraints.count();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Terms.poissonDraw(key, rate, shape(sampleShape));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return value.xlogy(rate).minus(value.plus(1).lgamma()).minus(rate);
  }

  @Override
  public Poisson expand(Shape batchShape) {
    return Parameters.checked(() -> new Poisson(rate, batchShape));
  }

  @Override
  public Tensor mean() {
    return rate.expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return rate.expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return rate.floor().expand(batchShape);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return Terms.countTail(value, true, k -> new LogGammaQ().on(k.plus(1), rate));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return Terms.countTail(value, false, k -> new LogGammaP().on(k.plus(1), rate));
  }
}
