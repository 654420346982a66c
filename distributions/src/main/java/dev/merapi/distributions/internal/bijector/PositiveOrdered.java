package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * yₖ = Σⱼ₌₀ᵏ exp(xⱼ), from vectors onto vectors of positive numbers in increasing order; ln |det| =
 * Σ xₖ.
 */
public record PositiveOrdered() implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.positiveOrdered();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.exp().cumsum(-1);
  }

  @Override
  public Tensor inverse(Tensor y) {
    int n = y.size(-1);
    Tensor before = y.slice(-1, 0, n - 1).pad(-1, 1, 0);
    return y.minus(before).log();
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return x.sum(-1);
  }
}
