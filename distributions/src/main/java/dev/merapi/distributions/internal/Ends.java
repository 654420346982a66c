package dev.merapi.distributions.internal;

import dev.merapi.distributions.constraint.Circular;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Either;
import dev.merapi.distributions.constraint.GreaterThan;
import dev.merapi.distributions.constraint.Interval;
import dev.merapi.distributions.constraint.LessThan;
import dev.merapi.distributions.constraint.OneOf;
import dev.merapi.distributions.constraint.Real;
import dev.merapi.tensor.Tensor;
import java.util.Optional;

/**
 * A set of numbers between two ends, which may be infinite, with a coordinate u on the whole line
 * that keeps the distance to the nearer one: sinh-like between two infinite ends, else the
 * exponential or the logistic function from either end.
 */
public record Ends(Tensor low, Tensor high) {
  private static final double FAR = 708;

  /** The ends of a set of numbers, of the hull of a union; none for other sets. */
  public static Optional<Ends> of(Constraint set) {
    Tensor least = Tensor.scalar(Double.NEGATIVE_INFINITY);
    Tensor most = Tensor.scalar(Double.POSITIVE_INFINITY);
    return switch (set) {
      case Real _ -> Optional.of(new Ends(least, most));
      case Circular _ -> Optional.of(new Ends(Tensor.scalar(-Math.PI), Tensor.scalar(Math.PI)));
      case GreaterThan(Tensor low, _) -> Optional.of(new Ends(low, most));
      case LessThan(Tensor high, _) -> Optional.of(new Ends(least, high));
      case Interval(Tensor low, _, Tensor high, _) -> Optional.of(new Ends(low, high));
      case OneOf(Tensor points, int events) when events == 0 && points.rank() == 1 ->
          Optional.of(new Ends(points.min(0), points.max(0)));
      case Either(Constraint a, Constraint b) ->
          of(a).flatMap(one -> of(b).map(other -> one.hull(other)));
      case Constraint _ -> Optional.empty();
    };
  }

  private Ends hull(Ends other) {
    return new Ends(low.minimum(other.low), high.maximum(other.high));
  }

  /** Where u of [−708, 708] lies. */
  public Tensor at(Tensor u) {
    Tensor far = u.clamp(-FAR, FAR);
    Tensor whole = far.sign().times(far.abs().expm1());
    Tensor width = finite(high).minus(finite(low));
    Tensor within =
        Tensor.where(
            u.lt(0),
            finite(low).plus(width.times(far.sigmoid())),
            finite(high).minus(width.times(far.unaryMinus().sigmoid())));
    Tensor above = finite(low).plus(far.exp());
    Tensor below = finite(high).minus(far.unaryMinus().exp());
    return choose(whole, above, below, within);
  }

  /** The logarithm of the slope of {@link #at}. */
  public Tensor logSlope(Tensor u) {
    Tensor width = finite(high).minus(finite(low)).log();
    Tensor within = width.plus(u.logSigmoid()).plus(u.unaryMinus().logSigmoid());
    return choose(u.abs(), u, u.unaryMinus(), within);
  }

  /** Whether there is a lower end. */
  public Tensor hasLow() {
    return low.gt(Double.NEGATIVE_INFINITY);
  }

  /** Whether there is an upper end. */
  public Tensor hasHigh() {
    return high.lt(Double.POSITIVE_INFINITY);
  }

  private Tensor choose(Tensor whole, Tensor above, Tensor below, Tensor within) {
    return Tensor.where(
        hasLow(), Tensor.where(hasHigh(), within, above), Tensor.where(hasHigh(), below, whole));
  }

  private static Tensor finite(Tensor bound) {
    return Tensor.where(bound.abs().eq(Double.POSITIVE_INFINITY), Tensor.scalar(0), bound);
  }
}
