package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** ln x. dy/dx = 1/x. ln 0 = −∞; NaN below 0. */
public record Log() implements Elementwise1 {
  @Override
  public Interval domain() {
    return Interval.from(0);
  }

  @Override
  public double scalar(double x) {
    return Math.log(x);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.div(x);
  }
}
