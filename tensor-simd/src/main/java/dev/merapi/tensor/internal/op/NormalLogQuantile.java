package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.NormalTail;

/**
 * The x with ln Φ(x) = {@code log} ≤ 0, also where Φ underflows or is next to 1; else NaN. Relative
 * error about 1e-15 ({@link NormalTail}). dx/d log = Φ(x)/φ(x) = √(2π) e^(log + x²/2).
 */
public record NormalLogQuantile() implements Elementwise1 {
  @Override
  public Interval domain() {
    return Interval.closed(Double.NEGATIVE_INFINITY, 0);
  }

  @Override
  public double scalar(double log) {
    return NormalTail.quantile(log);
  }

  @Override
  public Tensor vjp(Tensor log, Tensor x, Tensor dx) {
    return dx.times(log.plus(x.square().times(0.5)).exp()).times(Math.sqrt(2 * Math.PI));
  }
}
