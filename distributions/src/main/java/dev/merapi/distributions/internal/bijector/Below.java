package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * y = high − eˣ, from the real line onto the numbers below {@code high}, a tensor; ln |dy/dx| = x.
 */
public record Below(Tensor high) implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.real();
  }

  @Override
  public Constraint codomain() {
    return Constraints.lessThan(high);
  }

  @Override
  public Tensor forward(Tensor x) {
    return high.minus(x.exp());
  }

  @Override
  public Interior forwardInside(Tensor x) {
    return Interior.of(forward(x)).below(high, x);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return high.minus(y).log();
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return x.expand(Shape.broadcast(high.shape(), x.shape()));
  }

  @Override
  public Shape forwardShape(Shape x) {
    return Shape.broadcast(high.shape(), x);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return forwardShape(y);
  }
}
