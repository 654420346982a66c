package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.kernel.LogKernel;

/**
 * x · ln y, and 0 where x is 0 (unless y is NaN). Adjoints: dy · ln y (0 where x is 0 and y is 0)
 * and dy · x / y (0 where x is 0).
 */
public record Xlogy() implements Elementwise2 {
  @Override
  public double scalar(double a, double b) {
    return a == 0 && !Double.isNaN(b) ? 0 : a * LogKernel.scalar(b);
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.xlogy(b);
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(
        Tensor.where(a.eq(0), Tensor.scalar(0), a.div(Tensor.where(a.eq(0), Tensor.scalar(1), b))));
  }
}
