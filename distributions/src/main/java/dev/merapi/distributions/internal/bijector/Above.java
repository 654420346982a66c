package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * y = low + eˣ, from the real line onto the numbers above {@code low}, a tensor; ln |dy/dx| = x.
 */
public record Above(Tensor low) implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.real();
  }

  @Override
  public Constraint codomain() {
    return Constraints.greaterThan(low);
  }

  @Override
  public Tensor forward(Tensor x) {
    return low.plus(x.exp());
  }

  @Override
  public Interior forwardInside(Tensor x) {
    return Interior.of(forward(x)).above(low, x);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.minus(low).log();
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return x.expand(Shape.broadcast(low.shape(), x.shape()));
  }

  @Override
  public Shape forwardShape(Shape x) {
    return Shape.broadcast(low.shape(), x);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return forwardShape(y);
  }
}
