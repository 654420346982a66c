package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.NormalCdfKernel;

/**
 * Φ(x), the standard normal distribution function, at most 2 ulp down to the last subnormal. dy/dx
 * = φ(x) = e^(−x²/2)/√(2π).
 */
public record NormalCdf() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return NormalCdfKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    NormalCdfKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.square().times(-0.5).exp()).times(1 / Math.sqrt(2 * Math.PI));
  }
}
