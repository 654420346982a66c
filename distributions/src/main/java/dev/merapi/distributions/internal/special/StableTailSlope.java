package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise3;

/**
 * The derivative of {@link StableTail} in α (1) or β (2). Its own derivatives are not known here.
 */
public record StableTailSlope(int side, int operand) implements Elementwise3 {
  @Override
  public double scalar(double x, double alpha, double beta) {
    return StableDensity.tailSlope(operand, x, alpha, beta, side);
  }

  @Override
  public Tensor sensitivity(int i, Tensor x, Tensor alpha, Tensor beta, Tensor y, Tensor dy) {
    throw new NoSecondDerivativeException("the tail of a stable distribution in its shape");
  }
}
