package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.tensor.Tensor;

/** y = eˣ, from the real line onto the positive numbers; ln |dy/dx| = x. */
public record Exp() implements Bijector {
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
    return x.exp();
  }

  @Override
  public Interior forwardInside(Tensor x) {
    return Interior.of(forward(x)).above(Tensor.scalar(0), x);
  }

  @Override
  public Interior inverseInside(Interior y) {
    return Interior.of(y.logAbove(Tensor.scalar(0)));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.log();
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return x;
  }
}
