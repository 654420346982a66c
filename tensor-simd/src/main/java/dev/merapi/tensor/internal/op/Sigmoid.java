package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.SigmoidKernel;

/** 1/(1 + e^−x), at most 2 ulp. dy/dx = y(1 − y). */
public record Sigmoid() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return SigmoidKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    SigmoidKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(y).times(y.unaryMinus().plus(1));
  }
}
