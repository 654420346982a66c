package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.Bessel;

/**
 * ln I₀(x), the logarithm of the modified Bessel function of order 0, without overflow; at most 8
 * ulp. dy/dx = I₁(x)/I₀(x).
 */
public record LogBesselI0() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Bessel.logI0(x);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(new BesselI1e().on(x).div(new BesselI0e().on(x)));
  }
}
