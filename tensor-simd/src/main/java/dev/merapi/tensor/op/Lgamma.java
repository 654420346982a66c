package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.kernel.LgammaKernel;

/** ln |Γ(x)|; dy/dx = ψ(x). Infinite at 0, −1, −2, …. */
public record Lgamma() implements Elementwise1 {
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
