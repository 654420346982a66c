package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/** y = ln(1 + eˣ), from the real line onto the positive numbers; ln |dy/dx| = −softplus(−x). */
public record Softplus() implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.real();
  }

  @Override
  public Constraint codomain() {
    return Constraints.positive();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.softplus();
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.plus(y.unaryMinus().expm1().unaryMinus().log());
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return x.unaryMinus().softplus().unaryMinus();
  }
}
