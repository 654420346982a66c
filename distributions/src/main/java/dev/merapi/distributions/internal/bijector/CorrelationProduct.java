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
  /** A row with less left than that is a sum of those before it, in doubles. */
  private static final double LEAST = 1e-7;

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
    Tensor product = x.matmul(x.transpose());
    int n = x.size(-1);
    Tensor lost = x.diagonal().min(-1).lt(LEAST).unsqueeze(-1).unsqueeze(-1);
    double share = 4e-15 * n;
    Tensor apart = product.times(1 - share).plus(Tensor.eye(n).times(share));
    return Tensor.where(lost, apart, product);
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
