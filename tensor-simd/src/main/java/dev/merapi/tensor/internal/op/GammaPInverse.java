package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.IncompleteGamma;

/**
 * The x with P(a, x) = p, the quantile of the gamma law, for a &gt; 0 and 0 ≤ p ≤ 1, else NaN; 0
 * gives 0 and 1 gives ∞. By the implicit function theorem the adjoints are −dy · (∂P/∂a)/(∂P/∂x)
 * and dy / (∂P/∂x), at (a, y).
 */
public record GammaPInverse() implements Elementwise2 {
  @Override
  public double scalar(double a, double p) {
    return IncompleteGamma.inverseLower(a, p);
  }

  @Override
  public Tensor left(Tensor a, Tensor p, Tensor y, Tensor dy) {
    return right(a, p, y, dy).times(new GammaPSlope().on(a, y)).unaryMinus();
  }

  @Override
  public Tensor right(Tensor a, Tensor p, Tensor y, Tensor dy) {
    return dy.div(GammaP.density(a, y));
  }
}
