package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Softplus;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A vector of n(n + 1)/2 numbers, row by row, becomes a lower-triangular matrix whose diagonal is
 * made positive by softplus; ln |det| = −Σ softplus(−xᵢᵢ).
 */
public record SoftplusLowerCholesky() implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.lowerCholesky();
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor matrix = Triangle.fill(x);
    Tensor diagonal = matrix.diagonal().softplus().diagonalMatrix();
    return matrix.tril(-1).plus(diagonal);
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor diagonal = new Softplus().inverse(y.diagonal()).diagonalMatrix();
    return Triangle.read(y.tril(-1).plus(diagonal));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor free = Triangle.fill(x).diagonal();
    return free.unaryMinus().softplus().sum(-1).unaryMinus();
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
