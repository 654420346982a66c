package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** sin x. dy/dx = cos x. NaN at ±∞. */
public record Sin() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.sin(x);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.cos());
  }
}
