package dev.merapi.dist.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.op.Elementwise2;

/** The x with P(a, x) = p, the quantile of the gamma law of shape a and rate 1. */
public record GammaPInverse() implements Elementwise2 {
  @Override
  public double scalar(double a, double p) {
    return IncompleteGamma.inverse(a, p);
  }

  @Override
  public Tensor left(Tensor a, Tensor p, Tensor y, Tensor dy) {
    return dy.times(new GammaSlope().on(a, y));
  }

  @Override
  public Tensor right(Tensor a, Tensor p, Tensor y, Tensor dy) {
    Tensor density = a.minus(1).xlogy(y).minus(y).minus(a.lgamma()).exp();
    return dy.div(density);
  }
}
