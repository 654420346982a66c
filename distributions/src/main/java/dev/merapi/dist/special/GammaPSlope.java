package dev.merapi.dist.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.op.Elementwise2;

/** ∂P(a, x)/∂a. Its own derivatives are not known here. */
public record GammaPSlope() implements Elementwise2 {
  @Override
  public double scalar(double a, double x) {
    return IncompleteGamma.slope(a, x);
  }

  @Override
  public Tensor left(Tensor a, Tensor x, Tensor y, Tensor dy) {
    throw new NoSecondDerivativeException("the incomplete gamma function in its shape");
  }

  @Override
  public Tensor right(Tensor a, Tensor x, Tensor y, Tensor dy) {
    throw new NoSecondDerivativeException("the incomplete gamma function in its shape");
  }
}
