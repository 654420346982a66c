package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.LogIncompleteBeta;

/**
 * ∂ln I(a, b; x)/∂a, or ∂/∂b, at x = 1/(1 + e^−v), relative error about 1e-12 ({@link
 * LogIncompleteBeta}). Adjoints: in a and b by {@link Differences}, and in v dy · (ln x − ψ(a) +
 * ψ(a + b) − slope) · ∂ln I/∂v, or the same with ln(1 − x) and b.
 */
public record LogBetaISlope(boolean inFirst) implements Elementwise3 {
  @Override
  public double scalar(double a, double b, double v) {
    return inFirst ? LogIncompleteBeta.byFirst(a, b, v) : LogIncompleteBeta.bySecond(a, b, v);
  }

  @Override
  public Tensor sensitivity(int operand, Tensor a, Tensor b, Tensor v, Tensor y, Tensor dy) {
    return switch (operand) {
      case 0 -> dy.times(Differences.slope(moved -> on(moved, b, v), a));
      case 1 -> dy.times(Differences.slope(moved -> on(a, moved, v), b));
      default -> {
        Tensor own = inFirst ? a : b;
        Tensor near = (inFirst ? v : v.unaryMinus()).logSigmoid();
        Tensor excess = near.minus(own.digamma()).plus(a.plus(b).digamma()).minus(y);
        Tensor hazard = LogBetaI.hazard(a, b, v, new LogBetaI().on(a, b, v));
        yield dy.times(excess.times(hazard));
      }
    };
  }
}
