package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.DigammaKernel;
import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.op.Elementwise2;
import dev.merapi.tensor.internal.special.IncompleteGamma;

/**
 * How fast the logarithm of the quantile of the gamma distribution moves with the shape, at the
 * logarithm {@code log}; (ψ(a + 1) − log)/a in the limit of tiny quantiles, where P(a, x) = xᵃ /
 * Γ(a + 1). Its own derivatives are not known here.
 */
public record LogGammaSlope() implements Elementwise2 {
  @Override
  public double scalar(double a, double log) {
    if (log < -690) {
      return (DigammaKernel.scalar(a + 1) - log) / a;
    }
    double x = ExpKernel.scalar(log);
    return -IncompleteGamma.lowerByShape(a, x) / (x * IncompleteGamma.density(a, x));
  }

  @Override
  public Tensor left(Tensor a, Tensor log, Tensor y, Tensor dy) {
    throw new NoSecondDerivativeException("a gamma draw in its shape");
  }

  @Override
  public Tensor right(Tensor a, Tensor log, Tensor y, Tensor dy) {
    throw new NoSecondDerivativeException("a gamma draw in its shape");
  }
}
