package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** eˣ. dy/dx = y. e^−∞ = 0, e^∞ = ∞. */
public record Exp() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.exp(x);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(y);
  }
}
