package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.IncompleteBeta;

/**
 * The x with I(a, b; x) = p, the quantile of the beta law, for a, b &gt; 0 and 0 ≤ p ≤ 1, else NaN.
 * By the implicit function theorem the adjoints are −dy · (∂I/∂a)/(∂I/∂x), −dy · (∂I/∂b)/(∂I/∂x)
 * and dy / (∂I/∂x), at (a, b, y).
 */
public record BetaIInverse() implements Elementwise3 {
  @Override
  public double scalar(double a, double b, double p) {
    return IncompleteBeta.inverse(p, a, b);
  }

  @Override
  public Tensor sensitivity(int operand, Tensor a, Tensor b, Tensor p, Tensor y, Tensor dy) {
    Tensor slope = dy.div(BetaI.density(a, b, y));
    return switch (operand) {
      case 0 -> slope.times(new BetaISlope(true).on(a, b, y)).unaryMinus();
      case 1 -> slope.times(new BetaISlope(false).on(a, b, y)).unaryMinus();
      default -> slope;
    };
  }
}
