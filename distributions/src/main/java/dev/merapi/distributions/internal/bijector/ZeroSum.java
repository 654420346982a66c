package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * From arrays with one element less along each of their last {@code axes} axes onto arrays that sum
 * to 0 along each of them, by the orthonormal basis of Helmert: along each axis y = Q x with QᵀQ =
 * I, so lengths are kept and ln |det| = 0.
 */
public record ZeroSum(int axes) implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.independent(Constraints.real(), axes);
  }

  @Override
  public Constraint codomain() {
    return Constraints.zeroSum(axes);
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x;
    for (int axis = -axes; axis < 0; axis++) {
      Tensor basis = helmert(x.size(axis) + 1);
      y = y.moveAxis(axis, -1).matmul(basis.transpose()).moveAxis(-1, axis);
    }
    return y;
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor x = y;
    for (int axis = -axes; axis < 0; axis++) {
      x = x.moveAxis(axis, -1).matmul(helmert(y.size(axis))).moveAxis(-1, axis);
    }
    return x;
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return Tensor.zeros(x.shape().dropRight(axes));
  }

  /**
   * The n × (n − 1) matrix whose column k has k + 1 equal positive elements followed by one
   * negative element, and length 1.
   */
  private static Tensor helmert(int n) {
    double[] q = new double[n * (n - 1)];
    for (int k = 0; k < n - 1; k++) {
      double size = 1 / Math.sqrt((k + 1.0) * (k + 2.0));
      for (int i = 0; i <= k; i++) {
        q[i * (n - 1) + k] = size;
      }
      q[(k + 1) * (n - 1) + k] = -(k + 1) * size;
    }
    return Tensor.of(q, Shape.of(n, n - 1));
  }

  @Override
  public Shape forwardShape(Shape x) {
    return grow(x, 1);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return grow(y, -1);
  }

  private Shape grow(Shape shape, int by) {
    Shape result = shape;
    for (int axis = -axes; axis < 0; axis++) {
      result = result.with(axis, result.size(axis) + by);
    }
    return result;
  }
}
