package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;

/** |x|. dy/dx = sign x, 0 at 0. */
public record Abs() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.abs(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.abs(x[xo + i]);
    }
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.sign());
  }
}
