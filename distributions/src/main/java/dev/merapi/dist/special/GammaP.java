package dev.merapi.dist.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.op.Elementwise2;

/** P(a, x), the distribution function of the gamma law of shape a and rate 1. */
public record GammaP() implements Elementwise2 {
  @Override
  public double scalar(double a, double x) {
    return IncompleteGamma.lower(a, x);
  }

  @Override
  public Tensor left(Tensor a, Tensor x, Tensor y, Tensor dy) {
    return dy.times(new GammaPSlope().on(a, x));
  }

  @Override
  public Tensor right(Tensor a, Tensor x, Tensor y, Tensor dy) {
    Tensor density = a.minus(1).xlogy(x).minus(x).minus(a.lgamma()).exp();
    return dy.times(density);
  }
}
