package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise2;
import dev.merapi.tensor.internal.special.IncompleteGamma;

/**
 * How fast the quantile of the gamma distribution at a fixed probability moves with the shape, at
 * the quantile x: −(∂P/∂a) / (∂P/∂x). Its own derivatives are not known here.
 */
public record GammaSlope() implements Elementwise2 {
  @Override
  public double scalar(double a, double x) {
    return -IncompleteGamma.lowerByShape(a, x) / IncompleteGamma.density(a, x);
  }

  @Override
  public Tensor left(Tensor a, Tensor x, Tensor y, Tensor dy) {
    throw new NoSecondDerivativeException("a gamma draw in its shape");
  }

  @Override
  public Tensor right(Tensor a, Tensor x, Tensor y, Tensor dy) {
    throw new NoSecondDerivativeException("a gamma draw in its shape");
  }
}
