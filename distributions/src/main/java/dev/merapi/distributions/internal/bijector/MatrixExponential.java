package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * y = e^W x on vectors of n numbers for any matrix W [.., n, n]: x = e^(−W) y and ln |det| = tr W.
 * The exponential is (Σₖ (W/2⁸)ᵏ/k!) to the power of 2⁸, with 12 terms; its relative error is below
 * 1e-12 for entries whose rows sum to at most 16 in size.
 *
 * <p>Source: Hoogeboom, Garcia Satorras, Tomczak and Welling, "The convolution exponential and
 * generalized Sylvester flows" (2020), section 2.
 */
public record MatrixExponential(Tensor weights) implements Bijector {
  private static final int HALVINGS = 8;
  private static final int TERMS = 12;

  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.realVector();
  }

  @Override
  public Tensor forward(Tensor x) {
    return exponential(weights).matmul(x.unsqueeze(-1)).squeeze(-1);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return exponential(weights.unaryMinus()).matmul(y.unsqueeze(-1)).squeeze(-1);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return weights.diagonal().sum(-1);
  }

  private static Tensor exponential(Tensor weights) {
    Tensor small = weights.times(Math.scalb(1.0, -HALVINGS));
    Tensor one = Tensor.eye(weights.size(-1));
    Tensor sum = one;
    for (int k = TERMS; k >= 1; k--) {
      sum = one.plus(small.matmul(sum).div(k));
    }
    for (int i = 0; i < HALVINGS; i++) {
      sum = sum.matmul(sum);
    }
    return sum;
  }
}
