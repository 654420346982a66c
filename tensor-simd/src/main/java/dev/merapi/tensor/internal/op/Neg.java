package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;

/** −x. dy/dx = −1. */
public record Neg() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return -x;
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = -x[xo + i];
    }
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.unaryMinus();
  }
}
