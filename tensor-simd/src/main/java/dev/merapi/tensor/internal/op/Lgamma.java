package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.LgammaKernel;

/**
 * ln |Γ(x)|; for x > 0 at most 8 ulp, its zeros at 1 and 2 included. dy/dx = digamma(x). 0, −1, −2,
 * … and ±∞ give ∞.
 */
public record Lgamma() implements Elementwise1 {
  @Override
  public Interval domain() {
    return Interval.above(0);
  }

  @Override
  public double scalar(double x) {
    return LgammaKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    LgammaKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.digamma());
  }
}
