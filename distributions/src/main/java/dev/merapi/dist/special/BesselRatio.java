package dev.merapi.dist.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.op.Elementwise1;

/** r(x) = I₁(x)/I₀(x); dr/dx = 1 − r² − r/x, which is ½ at 0. */
public record BesselRatio() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Bessel.ratio(x);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    Tensor zero = x.eq(0);
    Tensor over = y.div(Tensor.where(zero, Tensor.scalar(1), x));
    Tensor slope =
        Tensor.where(zero, Tensor.scalar(0.5), y.square().plus(over).unaryMinus().plus(1));
    return dy.times(slope);
  }
}
