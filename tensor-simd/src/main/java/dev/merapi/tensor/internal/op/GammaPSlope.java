package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.IncompleteGamma;

/**
 * ∂P(a, x)/∂a, relative error about 1e-12 ({@link IncompleteGamma}). Adjoints: in a by {@link
 * Differences}, and in x dy · (ln x − ψ(a)) · x^(a−1) e^−x / Γ(a).
 */
public record GammaPSlope() implements Elementwise2 {
  @Override
  public double scalar(double a, double x) {
    return IncompleteGamma.lowerByShape(a, x);
  }

  @Override
  public Tensor left(Tensor a, Tensor x, Tensor y, Tensor dy) {
    return dy.times(Differences.slope(moved -> on(moved, x), a));
  }

  @Override
  public Tensor right(Tensor a, Tensor x, Tensor y, Tensor dy) {
    Tensor density = GammaP.density(a, x);
    return dy.times(density.xlogy(x).minus(density.times(a.digamma())));
  }
}
