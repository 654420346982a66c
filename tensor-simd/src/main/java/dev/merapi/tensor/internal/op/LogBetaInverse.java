package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.LogIncompleteBeta;

/**
 * The v = logit x for which ln I(a, b; x) is {@code log} ≤ 0; for a, b &gt; 0, else NaN. From the
 * upper end it is minus that of (b, a). By the implicit function theorem the adjoints are −dy ·
 * (∂ln I/∂a)/s, −dy · (∂ln I/∂b)/s and dy/s for the slope s = ∂ln I/∂v, at (a, b, v).
 */
public record LogBetaInverse() implements Elementwise3 {
  @Override
  public double scalar(double a, double b, double log) {
    return LogIncompleteBeta.inverse(a, b, log);
  }

  @Override
  public Tensor sensitivity(int operand, Tensor a, Tensor b, Tensor log, Tensor v, Tensor dv) {
    Tensor rise = dv.div(LogBetaI.hazard(a, b, v, log));
    return switch (operand) {
      case 0 -> rise.times(new LogBetaISlope(true).on(a, b, v)).unaryMinus();
      case 1 -> rise.times(new LogBetaISlope(false).on(a, b, v)).unaryMinus();
      default -> rise;
    };
  }
}
