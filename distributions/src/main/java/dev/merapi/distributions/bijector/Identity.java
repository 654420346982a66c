package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.tensor.Tensor;

/** y = x, on any constraint. */
public record Identity(Constraint domain) implements Bijector {
  @Override
  public Constraint codomain() {
    return domain;
  }

  @Override
  public Tensor forward(Tensor x) {
    return x;
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y;
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return Tensor.zeros(x.shape().dropRight(domain.eventDim()));
  }
}
