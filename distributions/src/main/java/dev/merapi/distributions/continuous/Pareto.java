package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.CumulativeHazard;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Pareto(scale, alpha): p(x) = alpha · scale^alpha / x^(alpha + 1) for x ≥ scale. Parameters
 * broadcast to B; events are numbers. The mean is infinite up to alpha = 1, the variance up to
 * alpha = 2.
 */
public record Pareto(Tensor scale, Tensor alpha, Shape batchShape) implements CumulativeHazard {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Pareto {
    parameters(scale, alpha).check(batchShape);
  }

  /** Pareto above {@code scale}, with tail x^(−alpha). */
  @Factory("pareto")
  public static Pareto of(Tensor scale, Tensor alpha) {
    return new Pareto(scale, alpha, parameters(scale, alpha).shape());
  }

  private static Parameters parameters(Tensor scale, Tensor alpha) {
    return Parameters.of("Pareto").positive("scale", scale).positive("alpha", alpha);
  }

  @Override
  public Parameters parameters() {
    return parameters(scale, alpha);
  }

  @Override
  public Constraint support() {
    return Constraints.atLeast(scale);
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Terms.positive(scale.times(Noise.exponential(key, shape(sampleShape)).div(alpha).exp()));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return alpha.log().plus(alpha.times(scale.log())).minus(alpha.plus(1).times(value.log()));
  }

  @Override
  public Pareto expand(Shape batchShape) {
    return Parameters.checked(() -> new Pareto(scale, alpha, batchShape));
  }

  @Override
  public Tensor mean() {
    Tensor finite = alpha.gt(1);
    Tensor a = Tensor.where(finite, alpha, Tensor.scalar(2));
    Tensor mean = scale.times(a.div(a.minus(1)));
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    return Tensor.where(finite, mean, infinite).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor finite = alpha.gt(2);
    Tensor a = Tensor.where(finite, alpha, Tensor.scalar(3));
    Tensor variance = scale.div(a.minus(1)).square().times(a.div(a.minus(2)));
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    return Tensor.where(finite, variance, infinite).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return scale.expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return scale.log().minus(alpha.log()).plus(alpha.reciprocal()).plus(1).expand(batchShape);
  }

  @Override
  public Tensor cumulativeHazard(Tensor value) {
    return alpha.times(value.maximum(scale).log().minus(scale.log()));
  }

  @Override
  public Tensor atCumulativeHazard(Tensor hazard) {
    return scale.times(hazard.div(alpha).exp());
  }
}
