package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.Expm1Kernel;

/** eˣ − 1, at most 2 ulp, also near 0. dy/dx = y + 1. −∞ gives −1. */
public record Expm1() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Expm1Kernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    Expm1Kernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(y.plus(1));
  }
}
