package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** ln(1 + x), exact near 0. dy/dx = 1/(1 + x). −1 gives −∞; NaN below −1. */
public record Log1p() implements Elementwise1 {
  @Override
  public Interval domain() {
    return Interval.from(-1);
  }

  @Override
  public double scalar(double x) {
    return Math.log1p(x);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.div(x.plus(1));
  }
}
