package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * y = x for x ≥ 0 and eˣ − 1 below, from the real line onto the numbers above −1; ln |dy/dx| =
 * min(x, 0).
 */
public record Elu() implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.real();
  }

  @Override
  public Constraint codomain() {
    return Constraints.greaterThan(-1);
  }

  @Override
  public Tensor forward(Tensor x) {
    return Tensor.where(x.ge(0), x, x.minimum(Tensor.scalar(0)).expm1());
  }

  @Override
  public Tensor inverse(Tensor y) {
    return Tensor.where(y.ge(0), y, y.minimum(Tensor.scalar(0)).log1p());
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return x.minimum(Tensor.scalar(0));
  }
}
