package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.DigammaKernel;

/**
 * ψ(x), the derivative of ln Γ(x); for x > 0 at most 5 ulp, its zero included. dy/dx = trigamma(x).
 * 0 gives −∞, −0 gives ∞, −1, −2, … NaN.
 */
public record Digamma() implements Elementwise1 {
  @Override
  public Interval domain() {
    return Interval.above(0);
  }

  @Override
  public double scalar(double x) {
    return DigammaKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    DigammaKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.trigamma());
  }
}
