package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.LogIncompleteGamma;

/**
 * ∂ln P(a, x)/∂a, or ∂ln Q/∂a, relative error about 1e-12 ({@link LogIncompleteGamma}); also where
 * P or Q underflow. Adjoints: in a by {@link Differences}, and in x dy · (ln x − ψ(a) − slope) ·
 * ∂ln P/∂x.
 */
public record LogGammaSlope(boolean lower) implements Elementwise2 {
  @Override
  public double scalar(double a, double x) {
    return lower ? LogIncompleteGamma.lowerByShape(a, x) : LogIncompleteGamma.upperByShape(a, x);
  }

  /** x^(a−1) e^−x / Γ(a) over a function of logarithm y; 0 where that is −∞. */
  static Tensor hazard(Tensor a, Tensor x, Tensor y) {
    Tensor none = y.eq(Double.NEGATIVE_INFINITY);
    Tensor safe = Tensor.where(none, Tensor.scalar(0), y);
    Tensor density = a.minus(1).xlogy(x).minus(x).minus(a.lgamma());
    return Tensor.where(none, Tensor.scalar(0), density.minus(safe).exp());
  }

  @Override
  public Tensor left(Tensor a, Tensor x, Tensor y, Tensor dy) {
    return dy.times(Differences.slope(moved -> on(moved, x), a));
  }

  @Override
  public Tensor right(Tensor a, Tensor x, Tensor y, Tensor dy) {
    Tensor tail = lower ? new LogGammaP().on(a, x) : new LogGammaQ().on(a, x);
    Tensor hazard = hazard(a, x, tail);
    Tensor slope = hazard.xlogy(x).minus(hazard.times(a.digamma().plus(y)));
    return dy.times(lower ? slope : slope.unaryMinus());
  }
}
