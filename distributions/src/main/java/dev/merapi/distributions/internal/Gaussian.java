package dev.merapi.distributions.internal;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Linear algebra that distributions of vectors share. */
public final class Gaussian {
  private Gaussian() {}

  /**
   * L⁻¹ x for lower-triangular L [B.., n, n] and x [S.., B.., n]. Each matrix is solved once, with
   * the vectors of all S as its columns.
   */
  public static Tensor whiten(Tensor scaleTril, Tensor x) {
    int batch = scaleTril.rank() - 2;
    if (x.rank() - 1 <= batch) {
      return scaleTril.solveTriangular(x.unsqueeze(-1), true).squeeze(-1);
    }
    Shape sample = x.shape().dropRight(batch + 1);
    Shape own = x.shape().takeRight(batch + 1);
    Tensor columns = x.reshape(Shape.of(sample.count()).append(own)).moveAxis(0, -1);
    Tensor z = scaleTril.solveTriangular(columns, true).moveAxis(-1, 0);
    return z.reshape(sample.append(z.shape().dropLeft(1)));
  }

  /** L z for vectors z in the last axis. */
  public static Tensor colour(Tensor scaleTril, Tensor z) {
    return scaleTril.rank() == 2
        ? z.matmul(scaleTril.transpose())
        : scaleTril.matmul(z.unsqueeze(-1)).squeeze(-1);
  }

  /** Σ z² over axes; ∞ where z is beyond numbers, and ∞ − ∞ was met on the way to it. */
  public static Tensor length(Tensor z, int... axes) {
    Tensor sum = z.square().sum(axes);
    return Tensor.where(sum.isNan(), Tensor.scalar(Double.POSITIVE_INFINITY), sum);
  }

  /** ln det L, the sum of the logarithms of the diagonal. */
  public static Tensor logDet(Tensor scaleTril) {
    return scaleTril.diagonal().log().sum(-1);
  }

  /** The diagonal of L Lᵀ. */
  public static Tensor variance(Tensor scaleTril) {
    return scaleTril.square().sum(-1);
  }

  /**
   * The lower-triangular L with L Lᵀ = P⁻¹: with J the reversal of the order, the transposed
   * inverse of J chol(J P J) J, which is upper-triangular.
   */
  public static Tensor ofPrecision(Tensor precision) {
    Tensor factor = precision.flip(-1).flip(-2).choleskyOrNaN();
    Tensor reversed = precision instanceof Dense ? factor : there(factor);
    Tensor upper = reversed.flip(-1).flip(-2);
    return upper.transpose().solveTriangular(Tensor.eye(precision.size(-1)), true);
  }

  /** A Cholesky factor; where it is NaN it carries no gradient. */
  private static Tensor there(Tensor factor) {
    Tensor there = factor.diagonal().gt(0).min(-1).unsqueeze(-1).unsqueeze(-1);
    return Tensor.where(there, factor, Tensor.scalar(Double.NaN));
  }

  /**
   * ln Γₙ(a), the multivariate gamma function: n(n − 1)/4 ln π + Σᵢ ln Γ(a − i/2), i = 0, …, n − 1.
   */
  public static Tensor multivariateLgamma(Tensor a, int n) {
    Tensor halves = Tensor.arange(n).times(0.5);
    double constant = n * (n - 1) / 4.0 * Constants.LOG_PI;
    return a.unsqueeze(-1).minus(halves).lgamma().sum(-1).plus(constant);
  }

  /** A shape [.., n] of vectors for the batch. */
  static Shape vectors(Shape batch, int n) {
    return batch.append(n);
  }
}
