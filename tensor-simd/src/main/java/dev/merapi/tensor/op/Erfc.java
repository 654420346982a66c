package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.kernel.ErfcKernel;

/** erfc x = 1 − erf x, exact in the right tail; dy/dx = −2/√π e^(−x²). */
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
