package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.TrigammaKernel;

/**
 * ψ′(x), the derivative of digamma; for x > 0 at most 3 ulp, below at most 8. dy/dx = polygamma(2,
 * x). 0, −1, −2, … give ∞.
 */
public record Trigamma() implements Elementwise1 {
  @Override
  public Interval domain() {
    return Interval.above(0);
  }

  @Override
  public double scalar(double x) {
    return TrigammaKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    TrigammaKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(new Polygamma(2).on(x));
  }
}
