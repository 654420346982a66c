package dev.merapi.dist.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.op.Elementwise3;

/** The x with I(a, b; x) = p, the quantile of the beta law. */
public record BetaIInverse() implements Elementwise3 {
  @Override
  public double scalar(double a, double b, double p) {
    return IncompleteBeta.inverse(a, b, p);
  }

  @Override
  public Tensor sensitivity(int operand, Tensor a, Tensor b, Tensor p, Tensor y, Tensor dy) {
    Tensor density = new BetaDensity().on(a, b, y);
    return switch (operand) {
      case 0 -> dy.times(new BetaISlope(true).on(a, b, y)).div(density).unaryMinus();
      case 1 -> dy.times(new BetaISlope(false).on(a, b, y)).div(density).unaryMinus();
      default -> dy.div(density);
    };
  }
}
