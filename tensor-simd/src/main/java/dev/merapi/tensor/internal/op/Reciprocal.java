package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;

/** 1/x. dy/dx = −y². ±0 gives ±∞. */
public record Reciprocal() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return 1 / x;
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = 1 / x[xo + i];
    }
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(y.square()).unaryMinus();
  }
}
