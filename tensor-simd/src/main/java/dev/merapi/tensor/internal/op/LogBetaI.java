package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.LogIncompleteBeta;

/**
 * ln I(a, b; x) at x = 1/(1 + e^−v), the logarithm of {@link BetaI}, also where that underflows or
 * x is next to 0 or 1; for a, b &gt; 0, else NaN. What is left to 1 is ln I(b, a; ·) at −v.
 * Relative error below 1e-13 ({@link LogIncompleteBeta}). Adjoints: by {@link LogBetaISlope}, and
 * dy · x^a (1 − x)^b / (B(a, b) I), 0 where I is 0.
 */
public record LogBetaI() implements Elementwise3 {
  @Override
  public double scalar(double a, double b, double v) {
    return LogIncompleteBeta.lower(a, b, v);
  }

  /** ∂ln I/∂v, given y = ln I. */
  static Tensor hazard(Tensor a, Tensor b, Tensor v, Tensor y) {
    Tensor none = y.eq(Double.NEGATIVE_INFINITY).or(v.eq(Double.POSITIVE_INFINITY));
    Tensor at = Tensor.where(none, Tensor.scalar(0), v);
    Tensor powers = a.times(at.logSigmoid()).plus(b.times(at.unaryMinus().logSigmoid()));
    Tensor hazard = powers.minus(a.lbeta(b)).minus(Tensor.where(none, Tensor.scalar(0), y)).exp();
    return Tensor.where(none, Tensor.scalar(0), hazard);
  }

  @Override
  public Tensor sensitivity(int operand, Tensor a, Tensor b, Tensor v, Tensor y, Tensor dy) {
    return switch (operand) {
      case 0 -> dy.times(new LogBetaISlope(true).on(a, b, v));
      case 1 -> dy.times(new LogBetaISlope(false).on(a, b, v));
      default -> dy.times(hazard(a, b, v, y));
    };
  }
}
