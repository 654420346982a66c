package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** |x|. dy/dx = sign x, 0 at 0. */
public record Abs() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.abs(x);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.sign());
  }
}
