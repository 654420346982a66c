package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;

/** x². dy/dx = 2x. */
public record Square() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return x * x;
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] * x[xo + i];
    }
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.times(2));
  }
}
