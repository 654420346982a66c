package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** ln(1 + eˣ), without overflow. dy/dx = sigmoid(x). */
public record Softplus() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.sigmoid());
  }
}
