package dev.merapi.distributions.discrete;

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
 * A count that survives k with probability P(X ≥ k) = q^(k^β): P(k) = q^(k^β) − q^((k + 1)^β) for k
 * = 0, 1, 2, …, with 0 &lt; q &lt; 1 and β &gt; 0; β = 1 is the geometric distribution with success
 * probability 1 − q. Parameters broadcast to B; events are numbers.
 *
 * <p>Source: Nakagawa and Osaki, "The discrete Weibull distribution" (1975), equation 1.
 */
public record DiscreteWeibull(Tensor q, Tensor beta, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public DiscreteWeibull {
    parameters(q, beta).check(batchShape);
  }

  /** A count that is at least k with probability q^(k^beta). */
  @Factory("discreteWeibull")
  public static DiscreteWeibull of(Tensor q, Tensor beta) {
    return new DiscreteWeibull(q, beta, parameters(q, beta).shape());
  }

  private static Parameters parameters(Tensor q, Tensor beta) {
    return Parameters.of("DiscreteWeibull")
        .with("q", q, Constraints.openInterval(0, 1))
        .positive("beta", beta);
  }

  @Override
  public Parameters parameters() {
    return parameters(q, beta);
  }

  @Override
  public Constraint support() {
    return Constraints.count();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor wait = Noise.exponential(key, shape(sampleShape)).div(q.log().unaryMinus());
    return wait.pow(beta.reciprocal()).floor().minimum(Tensor.scalar(0x1p53));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor from = logSurvival(value);
    Tensor never = from.eq(Double.NEGATIVE_INFINITY);
    Tensor step = logSurvival(value.plus(1)).minus(Tensor.where(never, Tensor.scalar(0), from));
    return from.plus(Terms.log1mExp(step));
  }

  /** ln P(X ≥ k), where 0^β is 0. */
  private Tensor logSurvival(Tensor k) {
    Tensor zero = k.le(0);
    Tensor power = Tensor.where(zero, Tensor.scalar(1), k).pow(beta);
    return Tensor.where(zero, Tensor.scalar(0), power.times(q.log()));
  }

  @Override
  public DiscreteWeibull expand(Shape batchShape) {
    return Parameters.checked(() -> new DiscreteWeibull(q, beta, batchShape));
  }

  @Override
  public Tensor cdf(Tensor value) {
    return logSurvival(value.floor().plus(1)).expm1().unaryMinus();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor wait = probability.unaryMinus().log1p().div(q.log());
    return wait.pow(beta.reciprocal()).ceil().minus(1).maximum(Tensor.scalar(0));
  }
}
