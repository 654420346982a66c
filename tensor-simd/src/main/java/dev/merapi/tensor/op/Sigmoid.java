package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** 1/(1 + e^−x). dy/dx = y(1 − y). */
public record Sigmoid() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(y).times(y.unaryMinus().plus(1));
  }
}
