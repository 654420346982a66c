package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;

/**
 * The angle in (−π, π] of the point with ordinate a and abscissa b, by fdlibm: at most 2 ulp, the
 * same on every machine. Adjoints: dy · b/(a² + b²) and −dy · a/(a² + b²). Zeros and infinities as
 * in IEEE 754.
 */
public record Atan2() implements Elementwise2 {
  @Override
  public double scalar(double a, double b) {
    return StrictMath.atan2(a, b);
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(b).div(a.square().plus(b.square()));
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(a).div(a.square().plus(b.square())).unaryMinus();
  }
}
