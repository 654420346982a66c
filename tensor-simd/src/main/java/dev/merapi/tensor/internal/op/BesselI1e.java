package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.Bessel;

/**
 * e^−|x| I₁(x), at most 4 ulp; 0 at ±∞. dy/dx = e^−|x| I₀(x) − y/x − sign(x) · y (Abramowitz and
 * Stegun 9.6.26), ½ at 0.
 */
public record BesselI1e() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Bessel.i1e(x);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    Tensor zero = x.eq(0);
    Tensor quotient =
        Tensor.where(zero, Tensor.scalar(0.5), y.div(Tensor.where(zero, Tensor.scalar(1), x)));
    return dy.times(new BesselI0e().on(x).minus(quotient).minus(x.sign().times(y)));
  }
}
