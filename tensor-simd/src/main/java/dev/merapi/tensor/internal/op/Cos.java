package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.CosKernel;

/** cos x, at most 2 ulp for every x. dy/dx = −sin x. NaN at ±∞. */
public record Cos() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return CosKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    CosKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.sin()).unaryMinus();
  }
}
