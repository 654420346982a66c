package dev.merapi.dist.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.op.Elementwise2;

/** Q(a, x) = 1 − P(a, x), exact in the right tail. */
public record GammaQ() implements Elementwise2 {
  @Override
  public double scalar(double a, double x) {
    return IncompleteGamma.upper(a, x);
  }

  @Override
  public Tensor left(Tensor a, Tensor x, Tensor y, Tensor dy) {
    return dy.times(new GammaPSlope().on(a, x)).unaryMinus();
  }

  @Override
  public Tensor right(Tensor a, Tensor x, Tensor y, Tensor dy) {
    Tensor density = a.minus(1).xlogy(x).minus(x).minus(a.lgamma()).exp();
    return dy.times(density).unaryMinus();
  }
}
