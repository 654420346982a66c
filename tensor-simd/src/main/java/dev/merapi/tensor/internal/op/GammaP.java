package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.IncompleteGamma;

/**
 * P(a, x) = ∫₀ˣ t^(a−1) e^−t dt / Γ(a), the regularised lower incomplete gamma function, for a &gt;
 * 0 and x ≥ 0, else NaN; the distribution function of the gamma law. Relative error about 1e-14
 * ({@link IncompleteGamma}). Adjoints: dy · ∂P/∂a by {@link GammaPSlope} and dy · x^(a−1) e^−x /
 * Γ(a).
 */
public record GammaP() implements Elementwise2 {
  @Override
  public double scalar(double a, double x) {
    return IncompleteGamma.lower(a, x);
  }

  /** ∂P/∂x, the density of the gamma law. */
  static Tensor density(Tensor a, Tensor x) {
    return a.minus(1).xlogy(x).minus(x).minus(a.lgamma()).exp();
  }

  @Override
  public Tensor left(Tensor a, Tensor x, Tensor y, Tensor dy) {
    return dy.times(new GammaPSlope().on(a, x));
  }

  @Override
  public Tensor right(Tensor a, Tensor x, Tensor y, Tensor dy) {
    return dy.times(density(a, x));
  }
}
