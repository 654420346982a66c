package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** √x, correctly rounded. dy/dx = 1/(2y). NaN below 0. */
public record Sqrt() implements Elementwise1 {
  @Override
  public Interval domain() {
    return Interval.from(0);
  }

  @Override
  public double scalar(double x) {
    return Math.sqrt(x);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.div(y.times(2));
  }
}
