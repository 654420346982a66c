package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.SoftplusKernel;

/**
 * ln(eᵃ + eᵇ) = max(a, b) + softplus(−|a − b|), without overflow; −∞ where both are. Adjoints: dy ·
 * sigmoid(a − b) and dy · sigmoid(b − a), 0 where both are −∞.
 */
public record LogAddExp() implements Elementwise2 {
  private static final double LOG_2 = 0.69314718055994530942;

  @Override
  public double scalar(double a, double b) {
    return a == b ? a + LOG_2 : Math.max(a, b) + SoftplusKernel.scalar(-Math.abs(a - b));
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(share(a, b));
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(share(b, a));
  }

  /** eᵃ/(eᵃ + eᵇ) = sigmoid(a − b), and 0 where both are −∞. */
  private static Tensor share(Tensor a, Tensor b) {
    Tensor empty = a.maximum(b).eq(Double.NEGATIVE_INFINITY);
    Tensor infinite = Tensor.scalar(Double.NEGATIVE_INFINITY);
    return Tensor.where(empty, infinite, Tensor.where(empty, Tensor.scalar(0), a).minus(b))
        .sigmoid();
  }
}
