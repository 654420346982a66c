package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.LogKernel;

/**
 * x · ln y, and 0 where x is 0 (unless y is NaN). Adjoints: dy · ln y (0 where x is 0 and y is 0)
 * and dy · x / y (0 where x is 0).
 */
public record Xlogy() implements Elementwise2 {
  @Override
  public double scalar(double a, double b) {
    return a == 0 && !Double.isNaN(b) ? 0 : a * LogKernel.scalar(b);
  }

  /** The logarithms stand in the output until they are multiplied, unless an operand is there. */
  @Override
  @SuppressWarnings("ReferenceEquality")
  public void apply(
      double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
    if (a == y || b == y || bs == 0) {
      Elementwise2.super.apply(a, ao, as, b, bo, bs, y, yo, n);
      return;
    }
    for (int start = 0; start < n; start += Elementwise1.BLOCK) {
      LogKernel.apply(b, bo + start, y, yo + start, Math.min(Elementwise1.BLOCK, n - start));
    }
    for (int i = 0; i < n; i++) {
      double x = a[ao + i * as];
      y[yo + i] = x == 0 && !Double.isNaN(b[bo + i]) ? 0 : x * y[yo + i];
    }
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
