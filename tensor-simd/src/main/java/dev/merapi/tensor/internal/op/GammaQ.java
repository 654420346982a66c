package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.IncompleteGamma;

/**
 * Q(a, x) = 1 − P(a, x), the regularised upper incomplete gamma function, without the subtraction,
 * so that it keeps its digits where it is small. Domain and error as {@link GammaP}; the adjoints
 * are those of P, negated.
 */
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
    return dy.times(GammaP.density(a, x)).unaryMinus();
  }
}
