package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.LogIncompleteGamma;

/**
 * The logarithm v = ln x for which ln P(a, x), or ln Q(a, x), is {@code log} ≤ 0; for a &gt; 0,
 * else NaN. By the implicit function theorem the adjoints are dy/s and −dy · (∂ln P/∂a)/s for the
 * slope s = ∂ln P/∂v, at (a, v).
 */
public record LogGammaInverse(boolean lower) implements Elementwise2 {
  /** Below this logarithm P(a, x) is xᵃ/Γ(a + 1). */
  private static final double TINY = -690;

  @Override
  public double scalar(double a, double log) {
    return lower
        ? LogIncompleteGamma.inverseLower(a, log)
        : LogIncompleteGamma.inverseUpper(a, log);
  }

  /** dv over d log: the tail over the density of v. */
  private Tensor rise(Tensor a, Tensor log, Tensor v) {
    Tensor density = a.times(v).minus(v.exp()).minus(a.lgamma());
    Tensor rise = log.minus(density).exp();
    return lower ? rise : rise.unaryMinus();
  }

  @Override
  public Tensor left(Tensor a, Tensor log, Tensor v, Tensor dv) {
    Tensor tiny = v.lt(TINY);
    Tensor x = Tensor.where(tiny, Tensor.scalar(1), v.exp());
    Tensor slope = new LogGammaSlope(lower).on(a, x).times(rise(a, log, v)).unaryMinus();
    Tensor first = a.plus(1).digamma().minus(v).div(a);
    return dv.times(Tensor.where(tiny, first, slope));
  }

  @Override
  public Tensor right(Tensor a, Tensor log, Tensor v, Tensor dv) {
    return dv.times(rise(a, log, v));
  }
}
