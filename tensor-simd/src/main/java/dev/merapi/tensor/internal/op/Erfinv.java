package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.ErfinvKernel;

/**
 * The x′ with erf x′ = x, at most 6 ulp. dy/dx = √π/2 · e^(y²). ±1 give ±∞; NaN outside [−1, 1].
 */
public record Erfinv() implements Elementwise1 {
  @Override
  public Interval domain() {
    return Interval.closed(-1, 1);
  }

  @Override
  public double scalar(double x) {
    return ErfinvKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    ErfinvKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(y.square().exp()).times(Math.sqrt(Math.PI) / 2);
  }
}
