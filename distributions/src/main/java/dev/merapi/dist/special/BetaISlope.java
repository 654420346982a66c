package dev.merapi.dist.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.op.Elementwise3;

/** ∂I(a, b; x)/∂a, or ∂I/∂b. Its own derivatives are not known here. */
public record BetaISlope(boolean inA) implements Elementwise3 {
  @Override
  public double scalar(double a, double b, double x) {
    return inA ? IncompleteBeta.slopeA(a, b, x) : IncompleteBeta.slopeB(a, b, x);
  }

  @Override
  public Tensor sensitivity(int operand, Tensor a, Tensor b, Tensor x, Tensor y, Tensor dy) {
    throw new NoSecondDerivativeException("the incomplete beta function in its parameters");
  }
}
