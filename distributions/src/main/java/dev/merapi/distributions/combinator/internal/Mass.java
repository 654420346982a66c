package dev.merapi.distributions.combinator.internal;

import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Tensor;

/** The probability that a distribution of numbers gives to an interval, in logarithms. */
public final class Mass {
  private Mass() {}

  /**
   * ln P(low &lt; X ≤ high). For the normal distribution the interval is mirrored to the tail that
   * keeps digits; bounds so close that ln Φ is out of order by a rounding have probability 0.
   */
  public static Tensor log(Distribution distribution, Tensor low, Tensor high) {
    return switch (distribution) {
      case Normal normal -> normal(normal, low, high);
      case Distribution other -> upTo(other, high).minus(upTo(other, low)).log();
    };
  }

  /** The distribution function, 0 and 1 at infinite bounds, which carry no gradients. */
  public static Tensor upTo(Distribution distribution, Tensor bound) {
    Tensor infinite = bound.abs().eq(Double.POSITIVE_INFINITY);
    Tensor safe = Tensor.where(infinite, distribution.support().interior(bound.shape()), bound);
    return Tensor.where(infinite, bound.gt(0), distribution.cdf(safe));
  }

  private static Tensor normal(Normal normal, Tensor low, Tensor high) {
    Tensor a = standard(normal, low);
    Tensor b = standard(normal, high);
    Tensor right = a.gt(0);
    Tensor from = Tensor.where(right, b.unaryMinus(), a);
    Tensor to = Tensor.where(right, a.unaryMinus(), b);
    Tensor all = to.normalLogCdf();
    Tensor none = from.eq(-Double.MAX_VALUE);
    Tensor nothing = all.eq(Double.NEGATIVE_INFINITY);
    Tensor part = Tensor.where(none.or(nothing), Tensor.scalar(-40), from).normalLogCdf();
    Tensor gap = part.minus(Tensor.where(nothing, Tensor.scalar(0), all));
    Tensor ordered = gap.minimum(Tensor.scalar(0));
    Tensor inside = Tensor.where(none, Tensor.scalar(-1), ordered);
    return all.plus(Tensor.where(none, Tensor.scalar(0), Terms.log1mExp(inside)));
  }

  /** (bound − loc)/scale, and the greatest number for an infinite bound. */
  private static Tensor standard(Normal normal, Tensor bound) {
    Tensor infinite = bound.abs().eq(Double.POSITIVE_INFINITY);
    Tensor safe = Tensor.where(infinite, Tensor.scalar(0), bound);
    Tensor z = safe.minus(normal.loc()).div(normal.scale());
    return Tensor.where(infinite, bound.sign().times(Double.MAX_VALUE), z);
  }
}
