package dev.merapi.laws.verify;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.tensor.Tensor;

/** A bijector by a user who lost half of the logarithm of its determinant. */
record HalfJacobian(Bijector base) implements Bijector {
  @Override
  public Constraint domain() {
    return base.domain();
  }

  @Override
  public Constraint codomain() {
    return base.codomain();
  }

  @Override
  public Tensor forward(Tensor x) {
    return base.forward(x);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return base.inverse(y);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return base.logAbsDetJacobian(x, y).times(0.5);
  }
}
