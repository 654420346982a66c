package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** a / b. Adjoints: dy / b and −dy · y / b. Division by ±0 follows IEEE 754. */
public record Divide() implements Elementwise2 {
  @Override
  public double scalar(double a, double b) {
    return a / b;
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.div(b);
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(y).div(b).unaryMinus();
  }
}
