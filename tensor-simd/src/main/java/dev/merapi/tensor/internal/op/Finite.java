package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;

/** 0 where x is infinite, else x: what exponents are shifted by. dy/dx = 0 there, else 1. */
public record Finite() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.abs(x) == Double.POSITIVE_INFINITY ? 0 : x;
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.abs(x[xo + i]) == Double.POSITIVE_INFINITY ? 0 : x[xo + i];
    }
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return Tensor.where(x.abs().eq(Double.POSITIVE_INFINITY), Tensor.scalar(0), dy);
  }
}
