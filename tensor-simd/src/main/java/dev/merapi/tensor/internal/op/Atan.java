package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;

/**
 * arctan x, in (−π/2, π/2), by fdlibm: at most 1 ulp, the same on every machine. dy/dx = 1/(1 +
 * x²).
 */
public record Atan() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return StrictMath.atan(x);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.div(x.square().plus(1));
  }
}
