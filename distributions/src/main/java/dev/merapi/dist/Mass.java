package dev.merapi.dist;

import dev.merapi.tensor.Tensor;

/** The probability that a law of numbers gives to an interval, in logarithms. */
final class Mass {
  private Mass() {}

  /**
   * ln P(low &lt; X ≤ high). For the normal law the interval is mirrored to the tail that keeps
   * digits.
   */
  static Tensor log(Distribution law, Tensor low, Tensor high) {
    return switch (law) {
      case Normal(Tensor loc, Tensor scale, _) ->
          normal(low.minus(loc).div(scale), high.minus(loc).div(scale));
      case Distribution other -> other.cdf(high).minus(other.cdf(low)).log();
    };
  }

  private static Tensor normal(Tensor low, Tensor high) {
    Tensor right = low.gt(0);
    Tensor from = Tensor.where(right, high.unaryMinus(), low);
    Tensor to = Tensor.where(right, low.unaryMinus(), high);
    Tensor all = to.normalLogCdf();
    Tensor none = from.eq(Double.NEGATIVE_INFINITY);
    Tensor safe = Tensor.where(none, Tensor.scalar(-40), from);
    Tensor gap = safe.normalLogCdf().minus(all);
    Tensor inside = Tensor.where(none, Tensor.scalar(-1), gap);
    return all.plus(Tensor.where(none, Tensor.scalar(0), Special.log1mExp(inside)));
  }
}
