package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** a^b as IEEE 754 pow. Adjoints: dy · b · a^(b−1) and dy · y · ln a, the latter 0 where a is 0. */
public record Power() implements Elementwise2 {
  @Override
  public double scalar(double a, double b) {
    return Math.pow(a, b);
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(b).times(a.pow(b.minus(1)));
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(
        Tensor.where(
            a.eq(0), Tensor.scalar(0), y.times(Tensor.where(a.eq(0), Tensor.scalar(1), a).log())));
  }
}
