package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.SoftplusKernel;

/** ln(1 + eˣ), at most 2 ulp, without overflow. dy/dx = sigmoid(x). */
public record Softplus() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return SoftplusKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    SoftplusKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.sigmoid());
  }
}
