package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.NormalIcdfKernel;

/**
 * Φ⁻¹(x), the standard normal quantile, at most 6 ulp. dy/dx = √(2π) · e^(y²/2). 0 gives −∞, 1
 * gives ∞; NaN outside [0, 1].
 */
public record NormalIcdf() implements Elementwise1 {
  @Override
  public Interval domain() {
    return Interval.closed(0, 1);
  }

  @Override
  public double scalar(double x) {
    return NormalIcdfKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    NormalIcdfKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(y.square().times(0.5).exp()).times(Math.sqrt(2 * Math.PI));
  }
}
