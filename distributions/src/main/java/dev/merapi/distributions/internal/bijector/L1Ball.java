package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Tanh;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * From vectors onto those whose absolute values sum to less than 1: with zₖ = tanh xₖ, yₖ = zₖ
 * Πⱼ₌₀ᵏ⁻¹ (1 − |zⱼ|), so that each element takes a share of what the ones before it leave. ln |det|
 * = Σ ln(1 − zₖ²) + ln Πⱼ₌₀ᵏ⁻¹ (1 − |zⱼ|).
 */
public record L1Ball() implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.l1Ball();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.tanh().times(logLeft(x).exp());
  }

  @Override
  public Tensor inverse(Tensor y) {
    int n = y.size(-1);
    Tensor used = y.abs().cumsum(-1).slice(-1, 0, n - 1).pad(-1, 1, 0);
    return new Tanh().inverse(y.div(used.unaryMinus().plus(1)));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return new Tanh().logAbsDetJacobian(x, x).plus(logLeft(x)).sum(-1);
  }

  /** ln Πⱼ₌₀ᵏ⁻¹ (1 − tanh |xⱼ|), where 1 − tanh a = 2 sigmoid(−2a). */
  private static Tensor logLeft(Tensor x) {
    Tensor logs = x.abs().times(-2).logSigmoid().plus(Math.log(2)).cumsum(-1);
    return logs.slice(-1, 0, x.size(-1) - 1).pad(-1, 1, 0);
  }
}
