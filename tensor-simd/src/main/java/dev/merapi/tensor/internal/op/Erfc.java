package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.ErfcKernel;

/** 1 − erf x, at most 2 ulp down to the last subnormal. dy/dx = −2/√π · e^(−x²). */
public record Erfc() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return ErfcKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    ErfcKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.square().unaryMinus().exp()).times(-2 / Math.sqrt(Math.PI));
  }
}
