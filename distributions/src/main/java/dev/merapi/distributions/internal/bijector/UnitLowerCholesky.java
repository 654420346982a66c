package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A vector of n(n − 1)/2 numbers, row by row, becomes the strict lower triangle of a matrix with
 * ones on the diagonal; ln |det| = 0.
 */
public record UnitLowerCholesky() implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.unitLowerCholesky();
  }

  @Override
  public Tensor forward(Tensor x) {
    return StrictTriangle.fill(x).plus(Tensor.eye(StrictTriangle.order(x.shape())));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return StrictTriangle.read(y);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return Tensor.zeros(x.shape().dropRight(1));
  }

  @Override
  public Shape forwardShape(Shape x) {
    return StrictTriangle.matrixShape(x);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return StrictTriangle.vectorShape(y);
  }
}
