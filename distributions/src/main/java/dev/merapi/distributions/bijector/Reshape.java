package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/** Events of shape {@code from} as events of shape {@code to}, in row-major order; ln |det| = 0. */
public record Reshape(Shape from, Shape to) implements Bijector {
  /** Refuses shapes of different counts. */
  public Reshape {
    if (from.count() != to.count()) {
      throw new ShapeException(
          "Events of shape %s have %d elements and cannot become events of shape %s, which have %d"
              .formatted(from, from.count(), to, to.count()));
    }
  }

  @Override
  public Constraint domain() {
    return Constraints.independent(Constraints.real(), from.rank());
  }

  @Override
  public Constraint codomain() {
    return Constraints.independent(Constraints.real(), to.rank());
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.reshape(forwardShape(x.shape()));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.reshape(inverseShape(y.shape()));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return Tensor.zeros(x.shape().dropRight(from.rank()));
  }

  @Override
  public Shape forwardShape(Shape x) {
    return x.dropRight(from.rank()).append(to);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return y.dropRight(to.rank()).append(from);
  }
}
