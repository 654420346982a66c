package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.Log1pKernel;

/** ln(1 + x), at most 1 ulp, also near 0. dy/dx = 1/(1 + x). −1 gives −∞; NaN below −1. */
public record Log1p() implements Elementwise1 {
  @Override
  public Interval domain() {
    return Interval.from(-1);
  }

  @Override
  public double scalar(double x) {
    return Log1pKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    Log1pKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.div(x.plus(1));
  }
}
