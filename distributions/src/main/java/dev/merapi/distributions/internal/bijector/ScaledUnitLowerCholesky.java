package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A vector of n(n + 1)/2 numbers, row by row, becomes a lower-triangular matrix in which row i is
 * that of a matrix with ones on the diagonal, times a scale sᵢ = exp(xᵢᵢ): the scales of the rows
 * are free of their directions. Over the lower triangles, ln |det| = Σ (i + 1) ln sᵢ for i = 0, ….
 */
public record ScaledUnitLowerCholesky() implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.scaledUnitLowerCholesky();
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor matrix = Triangle.fill(x);
    Tensor unit = matrix.tril(-1).plus(Tensor.eye(matrix.size(-1)));
    return unit.times(matrix.diagonal().exp().unsqueeze(-1));
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor scales = y.diagonal();
    Tensor unit = y.div(scales.unsqueeze(-1));
    return Triangle.read(unit.tril(-1).plus(scales.log().diagonalMatrix()));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return y.diagonal().log().times(Tensor.arange(y.size(-1)).plus(1)).sum(-1);
  }

  @Override
  public Shape forwardShape(Shape x) {
    return Triangle.matrixShape(x);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return Triangle.vectorShape(y);
  }
}
