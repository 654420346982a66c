package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;

/** √x, correctly rounded. dy/dx = 1/(2y). NaN below 0. */
public record Sqrt() implements Elementwise1 {
  @Override
  public Interval domain() {
    return Interval.from(0);
  }

  @Override
  public double scalar(double x) {
    return Math.sqrt(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.sqrt(x[xo + i]);
    }
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.div(y.times(2));
  }
}
