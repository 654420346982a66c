package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;

/** x where it is finite, else 0: what exponents are shifted by. dy/dx = 1 there, else 0. */
public record Finite() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.abs(x) < Double.POSITIVE_INFINITY ? x : 0;
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.abs(x[xo + i]) < Double.POSITIVE_INFINITY ? x[xo + i] : 0;
    }
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return Tensor.where(x.abs().lt(Double.POSITIVE_INFINITY), dy, Tensor.scalar(0));
  }
}
