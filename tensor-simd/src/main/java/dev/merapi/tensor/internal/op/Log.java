package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.LogKernel;

/** ln x, at most 1 ulp. dy/dx = 1/x. ln 0 = −∞; NaN below 0. */
public record Log() implements Elementwise1 {
  @Override
  public Interval domain() {
    return Interval.from(0);
  }

  @Override
  public double scalar(double x) {
    return LogKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    LogKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.div(x);
  }
}
