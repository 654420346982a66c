package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** tanh x. dy/dx = 1 − y². */
public record Tanh() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.tanh(x);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(y.square().unaryMinus().plus(1));
  }
}
