package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.LogIncompleteGamma;

/**
 * ln Q(a, x), the logarithm of {@link GammaQ}, also where that underflows; for a &gt; 0 and x ≥ 0,
 * else NaN. Relative error below 1e-13 ({@link LogIncompleteGamma}). Adjoints: dy · ∂ln Q/∂a by
 * {@link LogGammaSlope}, and −dy · x^(a−1) e^−x / (Γ(a) Q), 0 where Q is 0.
 */
public record LogGammaQ() implements Elementwise2 {
  @Override
  public double scalar(double a, double x) {
    return LogIncompleteGamma.upper(a, x);
  }

  @Override
  public Tensor left(Tensor a, Tensor x, Tensor y, Tensor dy) {
    return dy.times(new LogGammaSlope(false).on(a, x));
  }

  @Override
  public Tensor right(Tensor a, Tensor x, Tensor y, Tensor dy) {
    return dy.times(LogGammaSlope.hazard(a, x, y)).unaryMinus();
  }
}
