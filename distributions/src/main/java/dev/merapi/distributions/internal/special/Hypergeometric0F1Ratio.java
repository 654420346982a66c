package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise2;
import org.jspecify.annotations.Nullable;

/**
 * R(b, w) = ∂ ln ₀F₁(; b; w)/∂w = 1/(b + w/(b + 1 + w/(b + 2 + …))), the continued fraction of the
 * ratio of neighbours (DLMF 10.33.1 with w = z²/4). ∂R/∂w = R(b) (R(b + 1) − R(b)), since the
 * second derivative of ₀F₁ is ₀F₁ R(b) R(b + 1). b is taken as constant.
 */
public record Hypergeometric0F1Ratio() implements Elementwise2 {
  @Override
  public double scalar(double b, double w) {
    return BesselOrder.ratio(b - 1, w);
  }

  @Override
  public @Nullable Tensor left(Tensor b, Tensor w, Tensor y, Tensor dy) {
    return null;
  }

  @Override
  public Tensor right(Tensor b, Tensor w, Tensor y, Tensor dy) {
    return dy.times(y).times(new Hypergeometric0F1Ratio().on(b.plus(1), w).minus(y));
  }
}
