package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * R = L Lᵀ, from Cholesky factors of correlation matrices onto correlation matrices; the
 * determinant, over the strict lower triangles, is Π lᵢᵢⁿ⁻¹⁻ⁱ for i = 0, …, n − 1.
 */
public record CorrelationProduct() implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.correlationCholesky();
  }

  @Override
  public Constraint codomain() {
    return Constraints.correlationMatrix();
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
    Tensor exponents = Tensor.scalar(n - 1).minus(Tensor.arange(n));
    return x.diagonal().log().times(exponents).sum(-1);
  }
}
