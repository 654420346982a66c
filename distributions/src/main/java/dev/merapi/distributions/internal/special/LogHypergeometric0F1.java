package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise2;
import org.jspecify.annotations.Nullable;

/**
 * ln ₀F₁(; b; w) = ln Σⱼ wʲ / ((b)ⱼ j!) for b ≥ 1 and w ≥ 0: the modified Bessel function without
 * its power, I_ν(z) = (z/2)^ν ₀F₁(; ν + 1; z²/4) / Γ(ν + 1), so that nothing cancels as w tends to
 * 0. Relative error below 1e-13; the derivative in w is {@link Hypergeometric0F1Ratio}, and b is
 * taken as constant.
 */
public record LogHypergeometric0F1() implements Elementwise2 {
  @Override
  public double scalar(double b, double w) {
    return BesselOrder.log0F1(b - 1, w);
  }

  @Override
  public @Nullable Tensor left(Tensor b, Tensor w, Tensor y, Tensor dy) {
    return null;
  }

  @Override
  public Tensor right(Tensor b, Tensor w, Tensor y, Tensor dy) {
    return dy.times(new Hypergeometric0F1Ratio().on(b, w));
  }
}
