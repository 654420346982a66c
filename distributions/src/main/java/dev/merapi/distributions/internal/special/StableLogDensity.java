package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise3;

/**
 * The log-density of the standard stable distribution at x, as a function of x, the stability α in
 * (0, 2] and the skewness β in [−1, 1], in Nolan's S⁰ form; see {@link StableIntegral}. Its
 * adjoints are {@link StableSlope}.
 */
public record StableLogDensity() implements Elementwise3 {
  @Override
  public double scalar(double x, double alpha, double beta) {
    return StableDensity.value(x, alpha, beta);
  }

  @Override
  public Tensor sensitivity(int operand, Tensor x, Tensor alpha, Tensor beta, Tensor y, Tensor dy) {
    return dy.times(new StableSlope(operand).on(x, alpha, beta));
  }
}
