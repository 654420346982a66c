package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** cos x. dy/dx = −sin x. NaN at ±∞. */
public record Cos() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.cos(x);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.sin()).unaryMinus();
  }
}
