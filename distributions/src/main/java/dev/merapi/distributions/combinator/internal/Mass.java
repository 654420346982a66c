package dev.merapi.distributions.combinator.internal;

import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;

/**
 * The probability that a distribution of numbers gives to an interval, in logarithms: the
 * difference of what lies beyond its ends on the side that is nearer, so that it is exact in both
 * tails.
 */
public final class Mass {
  private static final double HALF = -0.6931471805599453;

  private Mass() {}

  /** ln P(low &lt; X ≤ high) for low ≤ high; infinite bounds are none and carry no gradients. */
  public static Tensor log(Distribution distribution, Tensor low, Tensor high) {
    return switch (distribution) {
      case Normal normal -> normal(normal, low, high);
      case Distribution other -> general(other, low, high);
    };
  }

  private static Tensor general(Distribution distribution, Tensor low, Tensor high) {
    if (isNone(high, Double.POSITIVE_INFINITY)) {
      return isNone(low, Double.NEGATIVE_INFINITY)
          ? Tensor.scalar(0)
          : tail(distribution, low, false);
    }
    if (isNone(low, Double.NEGATIVE_INFINITY)) {
      return tail(distribution, high, true);
    }
    Tensor below = tail(distribution, low, true);
    Tensor right = below.gt(HALF);
    Tensor greater =
        Tensor.where(right, tail(distribution, low, false), tail(distribution, high, true));
    Tensor less = Tensor.where(right, tail(distribution, high, false), below);
    return difference(greater, less);
  }

  /** ln(e^greater − e^less), where a difference that is out of order by a rounding is nothing. */
  private static Tensor difference(Tensor greater, Tensor less) {
    Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
    Tensor all = less.eq(Double.NEGATIVE_INFINITY);
    Tensor gap = less.minus(Tensor.where(all, Tensor.scalar(0), greater));
    Tensor nothing = all.not().and(gap.lt(0).not());
    Tensor inside = Tensor.where(all.or(nothing), Tensor.scalar(-1), gap);
    Tensor part = greater.plus(Terms.log1mExp(inside));
    return Tensor.where(all, greater, Tensor.where(nothing, never, part));
  }

  private static boolean isNone(Tensor bound, double infinity) {
    return bound instanceof Dense dense
        && Arrays.stream(dense.toArray()).allMatch(value -> value == infinity);
  }

  /** ln P(X ≤ bound) or ln P(X &gt; bound), at infinite bounds that of everything or nothing. */
  private static Tensor tail(Distribution distribution, Tensor bound, boolean below) {
    if (bound instanceof Dense dense
        && Arrays.stream(dense.toArray()).noneMatch(Double::isInfinite)) {
      return below ? distribution.logCdf(bound) : distribution.logSurvival(bound);
    }
    Tensor infinite = bound.abs().eq(Double.POSITIVE_INFINITY);
    Tensor safe = Tensor.where(infinite, distribution.support().interior(bound.shape()), bound);
    Tensor log = below ? distribution.logCdf(safe) : distribution.logSurvival(safe);
    Tensor whole = below ? bound.gt(0) : bound.lt(0);
    Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
    return Tensor.where(infinite, Tensor.where(whole, Tensor.scalar(0), never), log);
  }

  /** The distribution function, 0 and 1 at infinite bounds, which carry no gradients. */
  public static Tensor upTo(Distribution distribution, Tensor bound) {
    Tensor infinite = bound.abs().eq(Double.POSITIVE_INFINITY);
    Tensor safe = Tensor.where(infinite, distribution.support().interior(bound.shape()), bound);
    return Tensor.where(infinite, bound.gt(0), distribution.cdf(safe));
  }

  /** Mirrored to the side where the interval is a tail, so that two functions are enough. */
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
