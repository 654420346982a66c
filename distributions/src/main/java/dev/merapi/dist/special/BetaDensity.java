package dev.merapi.dist.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.op.Elementwise3;

/** The density of the beta law, for use in gradients. */
public record BetaDensity() implements Elementwise3 {
  @Override
  public double scalar(double a, double b, double x) {
    return IncompleteBeta.density(a, b, x);
  }

  @Override
  public Tensor sensitivity(int operand, Tensor a, Tensor b, Tensor x, Tensor y, Tensor dy) {
    return switch (operand) {
      case 0 -> dy.times(y).times(x.log().minus(a.digamma()).plus(a.plus(b).digamma()));
      case 1 ->
          dy.times(y).times(x.unaryMinus().log1p().minus(b.digamma()).plus(a.plus(b).digamma()));
      default -> dy.times(y).times(a.minus(1).div(x).minus(b.minus(1).div(x.unaryMinus().plus(1))));
    };
  }
}
