package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Tanh;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * From vectors of n(n − 1)/2 numbers onto Cholesky factors of correlation matrices of order n: with
 * canonical partial correlations zᵢⱼ = tanh xᵢⱼ, lᵢⱼ = zᵢⱼ √Πₖ₌₀ʲ⁻¹ (1 − zᵢₖ²) for j &lt; i, and
 * the diagonal completes each row to length 1. The determinant is that of the strict lower
 * triangle.
 *
 * <p>Source: Lewandowski, Kurowicka and Joe, "Generating random correlation matrices based on vines
 * and extended onion method", J. Multivariate Analysis 100 (2009), section 2; Stan Reference
 * Manual, "Cholesky factors of correlation matrices".
 */
public record CorrelationCholesky() implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.correlationCholesky();
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor free = StrictTriangle.fill(x);
    return free.tanh().plus(Tensor.eye(free.size(-1))).times(logLeft(free).times(0.5).exp());
  }

  /** With the logarithms of the diagonal, which is what is left of each row; 0 elsewhere. */
  @Override
  public Interior forwardInside(Tensor x) {
    Tensor logs = logLeft(StrictTriangle.fill(x)).times(0.5);
    Tensor diagonal = logs.diagonal().diagonalMatrix();
    return Interior.of(forward(x)).above(Tensor.scalar(0), diagonal);
  }

  /**
   * zᵢⱼ = lᵢⱼ / √(1 − Σₖ₌₀ʲ⁻¹ lᵢₖ²), where what is left of a row is summed from its end, which
   * loses no digits.
   */
  @Override
  public Tensor inverse(Tensor y) {
    Tensor left = y.square().flip(-1).cumsum(-1).flip(-1);
    Tensor safe = Tensor.where(left.gt(0), left, Tensor.scalar(1));
    Tensor z = StrictTriangle.read(y.tril(-1).div(safe.sqrt()));
    return new Tanh().inverse(z);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor free = StrictTriangle.fill(x);
    Tensor stick = logLeft(free).times(0.5).tril(-1).sum(-1, -2);
    return new Tanh().logAbsDetJacobian(x, x).sum(-1).plus(stick);
  }

  /** ln Πₖ₌₀ʲ⁻¹ (1 − zᵢₖ²) at (i, j); 1 − tanh² is the derivative of tanh. */
  private static Tensor logLeft(Tensor free) {
    int n = free.size(-1);
    Tensor logs = new Tanh().logAbsDetJacobian(free, free).tril(-1).cumsum(-1);
    return logs.slice(-1, 0, n - 1).pad(-1, 1, 0);
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
