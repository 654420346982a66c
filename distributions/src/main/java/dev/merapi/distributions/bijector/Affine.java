package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Nonzero;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** y = loc + scale · x with scale ≠ 0, from the real line onto itself; ln |dy/dx| = ln |scale|. */
public record Affine(Tensor loc, Tensor scale) implements Bijector {
  /** Refuses a known scale that is 0 or infinite. */
  public Affine {
    if (scale instanceof Dense known && !new Nonzero().holds(known)) {
      throw new ArgumentException(
          "Affine: scale must be a finite number other than 0, since a constant has no inverse, but it is "
              + scale);
    }
  }

  @Override
  public Parameters parameters() {
    return Parameters.of("Affine").with("scale", scale, new Nonzero());
  }

  @Override
  public Constraint domain() {
    return Constraints.real();
  }

  @Override
  public Constraint codomain() {
    return Constraints.real();
  }

  @Override
  public Tensor forward(Tensor x) {
    return loc.plus(scale.times(x));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.minus(loc).div(scale);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return scale.abs().log().expand(Shape.broadcast(scale.shape(), x.shape()));
  }

  @Override
  public Shape forwardShape(Shape x) {
    return Shape.broadcast(loc.shape(), scale.shape(), x);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return forwardShape(y);
  }
}
