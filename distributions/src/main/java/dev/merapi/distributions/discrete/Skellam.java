package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.distributions.internal.special.LogHypergeometric0F1;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The difference of two independent Poisson counts with means μ₁ and μ₂ ≥ 0: P(k) = e^(−μ₁ − μ₂)
 * (μ₁/μ₂)^(k/2) I_|k|(2√(μ₁μ₂)) for k = …, −1, 0, 1, …, written as the Poisson probability of |k|
 * under the mean of its sign, times e^(−the other mean) ₀F₁(; |k| + 1; μ₁μ₂), which is right for
 * means of 0 too. Parameters broadcast to B; events are numbers.
 *
 * <p>Source: Skellam, "The frequency distribution of the difference between two Poisson variates"
 * (1946).
 */
public record Skellam(Tensor rate1, Tensor rate2, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Skellam {
    parameters(rate1, rate2).check(batchShape);
  }

  /** The difference of two Poisson counts. */
  @Factory("skellam")
  public static Skellam of(Tensor rate1, Tensor rate2) {
    return new Skellam(rate1, rate2, parameters(rate1, rate2).shape());
  }

  private static Parameters parameters(Tensor rate1, Tensor rate2) {
    return Parameters.of("Skellam")
        .with("rate1", rate1, Constraints.nonnegative())
        .with("rate2", rate2, Constraints.nonnegative());
  }

  @Override
  public Parameters parameters() {
    return parameters(rate1, rate2);
  }

  @Override
  public Constraint support() {
    return Constraints.wholeNumber();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape shape = shape(sampleShape);
    Tensor plus = Terms.poissonDraw(key.fold("plus"), rate1, shape);
    return plus.minus(Terms.poissonDraw(key.fold("minus"), rate2, shape)).clamp(-0x1p53, 0x1p53);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor size = value.abs();
    Tensor favoured = Tensor.where(value.ge(0), rate1, rate2);
    Tensor series = new LogHypergeometric0F1().on(size.plus(1), rate1.times(rate2));
    Tensor power = size.xlogy(favoured).minus(size.plus(1).lgamma());
    return power.minus(rate1.plus(rate2)).plus(series);
  }

  @Override
  public Skellam expand(Shape batchShape) {
    return Parameters.checked(() -> new Skellam(rate1, rate2, batchShape));
  }

  @Override
  public Tensor mean() {
    return rate1.minus(rate2).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return rate1.plus(rate2).expand(batchShape);
  }
}
