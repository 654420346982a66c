package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.kernel.TrigammaKernel;

/**
 * ψ′(x), the second derivative of ln Γ(x); dy/dx = ψ″(x), which is known for x &gt; 0. Infinite at
 * 0, −1, −2, ….
 */
public record Trigamma() implements Elementwise1 {
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
