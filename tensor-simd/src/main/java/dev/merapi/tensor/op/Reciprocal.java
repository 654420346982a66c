package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** 1/x. dy/dx = −y². ±0 gives ±∞. */
public record Reciprocal() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return 1 / x;
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(y.square()).unaryMinus();
  }
}
