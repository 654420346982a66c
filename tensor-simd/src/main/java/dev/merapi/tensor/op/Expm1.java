package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** eˣ − 1, exact near 0. dy/dx = y + 1. */
public record Expm1() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.expm1(x);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(y.plus(1));
  }
}
