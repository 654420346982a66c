package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.NormalLogCdfKernel;

/**
 * ln Φ(x), at most 2 ulp. dy/dx = φ(x)/Φ(x) = e^(−x²/2 − y)/√(2π), which stays exact where both
 * underflow. −∞ gives −∞.
 */
public record NormalLogCdf() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return NormalLogCdfKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    NormalLogCdfKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.square().times(-0.5).minus(y).exp()).times(1 / Math.sqrt(2 * Math.PI));
  }
}
