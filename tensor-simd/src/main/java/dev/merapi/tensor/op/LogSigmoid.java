package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** ln(1/(1 + e^−x)) = −softplus(−x). dy/dx = sigmoid(−x). */
public record LogSigmoid() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.unaryMinus().sigmoid());
  }
}
