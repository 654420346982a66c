package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise3;

/**
 * The derivative of {@link StableLogDensity} with respect to one operand; its own derivatives are
 * not known here.
 *
 * @param operand 0 for x, 1 for α, 2 for β
 */
public record StableSlope(int operand) implements Elementwise3 {
  @Override
  public double scalar(double x, double alpha, double beta) {
    return StableDensity.slope(operand, x, alpha, beta);
  }

  @Override
  public Tensor sensitivity(int operand, Tensor x, Tensor alpha, Tensor beta, Tensor y, Tensor dy) {
    throw new NoSecondDerivativeException("a stable log-density");
  }
}
