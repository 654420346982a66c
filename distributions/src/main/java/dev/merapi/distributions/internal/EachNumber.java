package dev.merapi.distributions.internal;

import dev.merapi.distributions.constraint.*;
import dev.merapi.tensor.Bounds;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.bounds.BoundsOf;

/** The bounds of the numbers that values of a set are made of. */
final class EachNumber {
  private EachNumber() {}

  static Bounds of(Constraint set) {
    return switch (set) {
      case GreaterThan(Tensor low, boolean closed) -> above(low, closed);
      case LessThan(Tensor high, boolean closed) -> below(high, closed);
      case Interval(Tensor low, boolean first, Tensor high, boolean last) ->
          both(above(low, first), below(high, last));
      case WholeNumber _ -> Bounds.REAL.wholes();
      case WholeNumberFrom(Tensor low) -> above(low, true).wholes();
      case WholeNumberBetween(Tensor low, Tensor high) ->
          both(above(low, true), below(high, true)).wholes();
      case OneHot _ -> Bounds.FLAG;
      case CountsOfTotal _, Assignments _, Trees _ -> Bounds.NONNEGATIVE.wholes();
      case Simplex _ -> Bounds.closed(0, 1);
      case PositiveOrdered _ -> Bounds.POSITIVE;
      case Sphere _, L1Ball _, CorrelationCholesky _, CorrelationMatrix _ -> Bounds.closed(-1, 1);
      case Independent(Constraint base, int _) -> of(base);
      case Real _, Circular _, Ordered _, ZeroSum _, LowerTriangular _, LowerCholesky _ ->
          Bounds.REAL;
      case SoftplusLowerCholesky _, ScaledUnitLowerCholesky _, UnitLowerCholesky _ -> Bounds.REAL;
      case PositiveDefinite _, PositiveSemidefinite _, Symmetric _, Square _ -> Bounds.REAL;
      case OneOf(Tensor points, int _) -> BoundsOf.tensor(points);
      case Either _, Joined _, Stacked _, CustomConstraint _ -> Bounds.UNKNOWN;
    };
  }

  private static Bounds above(Tensor low, boolean closed) {
    Bounds least = BoundsOf.tensor(low);
    return least.known()
        ? new Bounds(
            true, least.low(), !closed || least.lowOpen(), Double.POSITIVE_INFINITY, true, false)
        : Bounds.REAL;
  }

  private static Bounds below(Tensor high, boolean closed) {
    Bounds most = BoundsOf.tensor(high);
    return most.known()
        ? new Bounds(
            true, Double.NEGATIVE_INFINITY, true, most.high(), !closed || most.highOpen(), false)
        : Bounds.REAL;
  }

  private static Bounds both(Bounds above, Bounds below) {
    return new Bounds(true, above.low(), above.lowOpen(), below.high(), below.highOpen(), false);
  }
}
