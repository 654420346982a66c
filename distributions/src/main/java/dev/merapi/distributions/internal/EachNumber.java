package dev.merapi.distributions.internal;

import dev.merapi.distributions.constraint.Assignments;
import dev.merapi.distributions.constraint.Circular;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.CorrelationCholesky;
import dev.merapi.distributions.constraint.CorrelationMatrix;
import dev.merapi.distributions.constraint.CountsOfTotal;
import dev.merapi.distributions.constraint.CustomConstraint;
import dev.merapi.distributions.constraint.Either;
import dev.merapi.distributions.constraint.GreaterThan;
import dev.merapi.distributions.constraint.Independent;
import dev.merapi.distributions.constraint.Interval;
import dev.merapi.distributions.constraint.Joined;
import dev.merapi.distributions.constraint.L1Ball;
import dev.merapi.distributions.constraint.LessThan;
import dev.merapi.distributions.constraint.LowerCholesky;
import dev.merapi.distributions.constraint.LowerTriangular;
import dev.merapi.distributions.constraint.OneHot;
import dev.merapi.distributions.constraint.OneOf;
import dev.merapi.distributions.constraint.Ordered;
import dev.merapi.distributions.constraint.PositiveDefinite;
import dev.merapi.distributions.constraint.PositiveOrdered;
import dev.merapi.distributions.constraint.PositiveSemidefinite;
import dev.merapi.distributions.constraint.Real;
import dev.merapi.distributions.constraint.ScaledUnitLowerCholesky;
import dev.merapi.distributions.constraint.Simplex;
import dev.merapi.distributions.constraint.SoftplusLowerCholesky;
import dev.merapi.distributions.constraint.Sphere;
import dev.merapi.distributions.constraint.Square;
import dev.merapi.distributions.constraint.Stacked;
import dev.merapi.distributions.constraint.Symmetric;
import dev.merapi.distributions.constraint.Trees;
import dev.merapi.distributions.constraint.UnitLowerCholesky;
import dev.merapi.distributions.constraint.WholeNumber;
import dev.merapi.distributions.constraint.WholeNumberBetween;
import dev.merapi.distributions.constraint.WholeNumberFrom;
import dev.merapi.distributions.constraint.ZeroSum;
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
