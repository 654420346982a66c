package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.ErfKernel;

/** erf x = 2/√π ∫₀ˣ e^(−t²) dt, at most 1 ulp. dy/dx = 2/√π · e^(−x²). */
public record Erf() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return ErfKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    ErfKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.square().unaryMinus().exp()).times(2 / Math.sqrt(Math.PI));
  }
}
