package dev.merapi.distributions.transform;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A map from unconstrained values onto a set, perhaps many-to-one, with one of its right inverses:
 * forward(inverse(y)) = y.
 */
public record Transform(
    Constraint codomain,
    UnaryOperator<Tensor> onto,
    UnaryOperator<Tensor> back,
    UnaryOperator<Shape> shapeBack) {

  /** The value of the set. */
  public Tensor forward(Tensor x) {
    return onto.apply(x);
  }

  /** An unconstrained value that leads to y. */
  public Tensor inverse(Tensor y) {
    return back.apply(y);
  }

  /** The shape of unconstrained values for the shape of y. */
  public Shape inverseShape(Shape y) {
    return shapeBack.apply(y);
  }
}
