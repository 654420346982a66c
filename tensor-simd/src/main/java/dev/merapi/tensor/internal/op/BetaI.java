package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.IncompleteBeta;

/**
 * I(a, b; x) = ∫₀ˣ t^(a−1) (1 − t)^(b−1) dt / B(a, b), the regularised incomplete beta function,
 * for a, b &gt; 0 and 0 ≤ x ≤ 1, else NaN; the distribution function of the beta law. Relative
 * error about 1e-14 ({@link IncompleteBeta}). Adjoints: dy · ∂I/∂a and dy · ∂I/∂b by {@link
 * BetaISlope}, and dy · x^(a−1) (1 − x)^(b−1) / B(a, b).
 */
public record BetaI() implements Elementwise3 {
  @Override
  public double scalar(double a, double b, double x) {
    return IncompleteBeta.lower(x, a, b);
  }

  /** ∂I/∂x, the density of the beta law. */
  static Tensor density(Tensor a, Tensor b, Tensor x) {
    Tensor rest = x.unaryMinus().plus(1);
    return a.minus(1).xlogy(x).plus(b.minus(1).xlogy(rest)).minus(a.lbeta(b)).exp();
  }

  @Override
  public Tensor sensitivity(int operand, Tensor a, Tensor b, Tensor x, Tensor y, Tensor dy) {
    return switch (operand) {
      case 0 -> dy.times(new BetaISlope(true).on(a, b, x));
      case 1 -> dy.times(new BetaISlope(false).on(a, b, x));
      default -> dy.times(density(a, b, x));
    };
  }
}
