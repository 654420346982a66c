package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** tan x. dy/dx = 1 + y². NaN at ±∞. */
public record Tan() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.tan(x);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(y.square().plus(1));
  }
}
