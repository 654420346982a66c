package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** −x. dy/dx = −1. */
public record Neg() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return -x;
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.unaryMinus();
  }
}
