package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.ExpKernel;

/** eˣ, at most 1 ulp, gradual underflow included. dy/dx = y. e^−∞ = 0, e^∞ = ∞. */
public record Exp() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return ExpKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    ExpKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(y);
  }
}
