package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.RisingFactorial;

/**
 * ln Γ(a + k) − ln Γ(a) for a &gt; 0 and k ≥ 0, else NaN, where for large a the two cancel by
 * algebra; error below 1e-14 of the larger of |y| and 1 ({@link RisingFactorial}). Adjoints: dy ·
 * (ψ(a + k) − ψ(a)), for large a by the asymptotic series of the difference, and dy · ψ(a + k).
 */
public record LogRising() implements Elementwise2 {
  /** From here on three terms of the series of ψ are all. */
  private static final double LARGE = 1e4;

  @Override
  public double scalar(double a, double k) {
    return RisingFactorial.log(a, k);
  }

  @Override
  public Tensor left(Tensor a, Tensor k, Tensor y, Tensor dy) {
    Tensor large = a.gt(LARGE);
    Tensor near = Tensor.where(large, Tensor.scalar(1), a);
    Tensor direct = near.plus(k).digamma().minus(near.digamma());
    Tensor far = Tensor.where(large, a, Tensor.scalar(LARGE));
    Tensor p = far.reciprocal();
    Tensor q = far.plus(k).reciprocal();
    Tensor first = k.times(p).times(q).times(0.5);
    Tensor second = p.square().minus(q.square()).times(1.0 / 12);
    Tensor series = k.times(p).log1p().plus(first).plus(second);
    return dy.times(Tensor.where(large, series, direct));
  }

  @Override
  public Tensor right(Tensor a, Tensor k, Tensor y, Tensor dy) {
    return dy.times(a.plus(k).digamma());
  }
}
