package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.Bessel;

/** e^−|x| I₀(x), at most 4 ulp; 0 at ±∞. dy/dx = e^−|x| I₁(x) − sign(x) · y. */
public record BesselI0e() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Bessel.i0e(x);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(new BesselI1e().on(x).minus(x.sign().times(y)));
  }
}
