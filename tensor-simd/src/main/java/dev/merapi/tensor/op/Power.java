package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/**
 * a^b as IEEE 754 pow, by fdlibm: at most 1 ulp, the same on every machine. Adjoints: dy · b ·
 * a^(b−1), 0 where b is 0, and dy · y · ln a, 0 where a is 0.
 */
public record Power() implements Elementwise2 {
  @Override
  public double scalar(double a, double b) {
    return StrictMath.pow(a, b);
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    Tensor exponent = Tensor.where(b.eq(0), Tensor.scalar(1), b.minus(1));
    return dy.times(b).times(a.pow(exponent));
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(
        Tensor.where(
            a.eq(0), Tensor.scalar(0), y.times(Tensor.where(a.eq(0), Tensor.scalar(1), a).log())));
  }
}
