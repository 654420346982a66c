package dev.merapi.dist.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.op.Elementwise3;

/** I(a, b; x), the distribution function of the beta law. */
public record BetaI() implements Elementwise3 {
  @Override
  public double scalar(double a, double b, double x) {
    return IncompleteBeta.of(a, b, x);
  }

  @Override
  public Tensor sensitivity(int operand, Tensor a, Tensor b, Tensor x, Tensor y, Tensor dy) {
    return switch (operand) {
      case 0 -> dy.times(new BetaISlope(true).on(a, b, x));
      case 1 -> dy.times(new BetaISlope(false).on(a, b, x));
      default -> dy.times(new BetaDensity().on(a, b, x));
    };
  }
}
