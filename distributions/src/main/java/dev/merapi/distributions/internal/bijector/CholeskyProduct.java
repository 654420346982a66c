package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * Y = X Xᵀ, from lower-triangular matrices with a positive diagonal onto positive definite ones;
 * the determinant, over the lower triangles, is 2ⁿ Π xᵢᵢⁿ⁻ⁱ for i = 0, …, n − 1.
 */
public record CholeskyProduct() implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.lowerCholesky();
  }

  @Override
  public Constraint codomain() {
    return Constraints.positiveDefinite();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.matmul(x.transpose());
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.choleskyOrNaN();
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    int n = x.size(-1);
    Tensor exponents = Tensor.scalar(n).minus(Tensor.arange(n));
    return x.diagonal().log().times(exponents).sum(-1).plus(n * Math.log(2));
  }
}
