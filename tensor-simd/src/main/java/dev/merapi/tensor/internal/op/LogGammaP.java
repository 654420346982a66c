package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.LogIncompleteGamma;

/**
 * ln P(a, x), the logarithm of {@link GammaP}, also where that underflows; for a &gt; 0 and x ≥ 0,
 * else NaN. Relative error below 1e-13 ({@link LogIncompleteGamma}). Adjoints: dy · ∂ln P/∂a by
 * {@link LogGammaSlope}, and dy · x^(a−1) e^−x / (Γ(a) P), 0 where P is 0.
 */
public record LogGammaP() implements Elementwise2 {
  @Override
  public double scalar(double a, double x) {
    return LogIncompleteGamma.lower(a, x);
  }

  @Override
  public Tensor left(Tensor a, Tensor x, Tensor y, Tensor dy) {
    return dy.times(new LogGammaSlope(true).on(a, x));
  }

  @Override
  public Tensor right(Tensor a, Tensor x, Tensor y, Tensor dy) {
    return dy.times(LogGammaSlope.hazard(a, x, y));
  }
}
