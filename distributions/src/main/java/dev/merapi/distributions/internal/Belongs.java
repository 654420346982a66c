package dev.merapi.distributions.internal;

import dev.merapi.distributions.constraint.Circular;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.CorrelationCholesky;
import dev.merapi.distributions.constraint.CorrelationMatrix;
import dev.merapi.distributions.constraint.GreaterThan;
import dev.merapi.distributions.constraint.Independent;
import dev.merapi.distributions.constraint.Interval;
import dev.merapi.distributions.constraint.LessThan;
import dev.merapi.distributions.constraint.LowerCholesky;
import dev.merapi.distributions.constraint.LowerTriangular;
import dev.merapi.distributions.constraint.Ordered;
import dev.merapi.distributions.constraint.PositiveDefinite;
import dev.merapi.distributions.constraint.PositiveOrdered;
import dev.merapi.distributions.constraint.Real;
import dev.merapi.distributions.constraint.ScaledUnitLowerCholesky;
import dev.merapi.distributions.constraint.Simplex;
import dev.merapi.distributions.constraint.SoftplusLowerCholesky;
import dev.merapi.distributions.constraint.UnitLowerCholesky;
import dev.merapi.distributions.constraint.WholeNumber;
import dev.merapi.distributions.constraint.WholeNumberBetween;
import dev.merapi.distributions.constraint.WholeNumberFrom;
import dev.merapi.tensor.Bounds;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.bounds.BoundsOf;
import dev.merapi.tensor.internal.op.Add;
import dev.merapi.tensor.internal.op.Expand;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.Multiply;
import dev.merapi.tensor.internal.op.Reshape;
import dev.merapi.tensor.internal.op.Slice;

/**
 * Whether a tensor can be seen to lie in a set: by what is known of its numbers, or because it is a
 * value that was made to lie there.
 */
public final class Belongs {
  private Belongs() {}

  /** Whether nothing that the inputs can be takes the tensor out of the set. */
  public static boolean surely(Tensor tensor, Constraint set) {
    return tensor instanceof Dense || isMade(tensor, set) || isWithin(tensor, set);
  }

  private static boolean isMade(Tensor tensor, Constraint set) {
    return tensor instanceof Symbolic node
        && ((node.promise() instanceof Membership(Constraint made, Bounds _) && implies(made, set))
            || (node instanceof Symbolic.Apply apply && isMadeOf(apply, set)));
  }

  /** Whether values of the one set are values of the other. */
  private static boolean implies(Constraint made, Constraint set) {
    return made.equals(set)
        || switch (made) {
          case Independent(Constraint base, int axes)
              when base.eventDim() > 0 && !(set instanceof Independent) ->
              axes >= 0 && implies(base, set);
          case PositiveOrdered _ -> set instanceof Ordered;
          case Simplex _ -> set instanceof WeightVectors;
          case CorrelationCholesky _, SoftplusLowerCholesky _, UnitLowerCholesky _ ->
              set instanceof LowerCholesky || set instanceof LowerTriangular;
          case ScaledUnitLowerCholesky _ ->
              set instanceof LowerCholesky || set instanceof LowerTriangular;
          case CorrelationMatrix _ -> set instanceof PositiveDefinite;
          case Constraint _ -> false;
        };
  }

  /** Whether it is made of a value of the set in a way that keeps it there. */
  private static boolean isMadeOf(Symbolic.Apply node, Constraint set) {
    Tensor first = node.inputs().getFirst();
    int event = set.eventDim();
    return switch (node.operation()) {
      case Expand _, Reshape _ ->
          event > 0
              && first.rank() >= event
              && first.shape().takeRight(event).equals(node.shape().takeRight(event))
              && isMade(first, set);
      case Gather _ -> event > 0 && first.rank() > event && isMade(first, set);
      case Slice slice -> event > 0 && -slice.axis() > event && isMade(first, set);
      case Multiply _ when set instanceof LowerCholesky -> isScaled(node);
      default -> false;
    };
  }

  /** A positive number for each row, or for each matrix, times a factor. */
  private static boolean isScaled(Symbolic.Apply node) {
    for (int i = 0; i < 2; i++) {
      Tensor factor = node.inputs().get(i);
      Tensor scale = node.inputs().get(1 - i);
      if (factor.rank() >= 2
          && factor.shape().takeRight(2).equals(node.shape().takeRight(2))
          && BoundsOf.tensor(scale).isAbove(0)
          && (factor instanceof Dense known
              ? new LowerCholesky().holds(known)
              : isMade(factor, new LowerCholesky()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWithin(Tensor tensor, Constraint set) {
    Bounds x = BoundsOf.tensor(tensor);
    return switch (set) {
      case Independent(Constraint base, int _) -> isWithin(tensor, base);
      case Constraint _ when !x.known() -> false;
      case Nonzero _ -> x.isFinite() && x.isNotZero();
      case WeightVectors _ -> x.isFinite() && x.isFrom(0);
      case LogWeightVectors _ -> x.isBelow(Double.POSITIVE_INFINITY);
      case Real _, Circular _ -> x.isFinite();
      case GreaterThan(Tensor low, boolean closed) -> isAbove(tensor, x, low, closed);
      case LessThan(Tensor high, boolean closed) -> isBelow(x, high, closed);
      case Interval(Tensor low, boolean first, Tensor high, boolean last) ->
          isAbove(tensor, x, low, first) && isBelow(x, high, last);
      case WholeNumber _ -> x.whole();
      case WholeNumberFrom(Tensor low) -> x.whole() && isAbove(tensor, x, low, true);
      case WholeNumberBetween(Tensor low, Tensor high) ->
          x.whole() && isAbove(tensor, x, low, true) && isBelow(x, high, true);
      case Constraint _ -> false;
    };
  }

  private static boolean isAbove(Tensor tensor, Bounds x, Tensor low, boolean closed) {
    if (low instanceof Dense known && all(known, Double.NEGATIVE_INFINITY)) {
      return closed || x.isAbove(Double.NEGATIVE_INFINITY);
    }
    Bounds least = BoundsOf.tensor(low);
    return (least.known()
            && (x.isAbove(least.high())
                || (x.isFrom(least.high()) && (closed || least.highOpen()))))
        || isSumOf(tensor, low, closed);
  }

  private static boolean isBelow(Bounds x, Tensor high, boolean closed) {
    if (high instanceof Dense known && all(known, Double.POSITIVE_INFINITY)) {
      return closed || x.isBelow(Double.POSITIVE_INFINITY);
    }
    Bounds most = BoundsOf.tensor(high);
    return most.known()
        && (x.isBelow(most.low()) || (x.isUpTo(most.low()) && (closed || most.lowOpen())));
  }

  private static boolean all(Dense bound, double number) {
    for (double each : bound.rowMajorArray()) {
      if (each != number) {
        return false;
      }
    }
    return true;
  }

  /** Whether a tensor is the bound plus a positive number. */
  @SuppressWarnings("ReferenceEquality") // nodes have identity
  private static boolean isSumOf(Tensor tensor, Tensor low, boolean closed) {
    if (!(tensor instanceof Symbolic.Apply node && node.operation() instanceof Add)) {
      return false;
    }
    for (int i = 0; i < 2; i++) {
      Bounds more = BoundsOf.tensor(node.inputs().get(1 - i));
      if (node.inputs().get(i) == low && (closed ? more.isFrom(0) : more.isAbove(0))) {
        return true;
      }
    }
    return false;
  }
}
