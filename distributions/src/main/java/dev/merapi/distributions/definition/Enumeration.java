package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Assignments;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.OneHot;
import dev.merapi.distributions.constraint.OneOf;
import dev.merapi.distributions.constraint.Trees;
import dev.merapi.distributions.constraint.WholeNumberBetween;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;

/** The values of finite supports that are the same for every batch element. */
final class Enumeration {
  private Enumeration() {}

  /**
   * The values [K, E..] in order; a sentence where the support is not finite, not known, or ragged.
   */
  static Tensor of(Distribution distribution) {
    return switch (distribution.support()) {
      case WholeNumberBetween(Tensor low, Tensor high) -> {
        double from = same(distribution, low);
        yield Tensor.arange((int) (same(distribution, high) - from) + 1).plus(from);
      }
      case OneHot() -> Tensor.eye(distribution.eventShape().size(-1));
      case OneOf(Tensor points, int eventDim) when points.rank() == 1 + eventDim -> points;
      case Assignments assignments -> assignments.all();
      case Trees trees -> trees.all();
      case Constraint other ->
          throw new ArgumentException(
              "The support of %s cannot be enumerated: a value is %s"
                  .formatted(distribution.getClass().getSimpleName(), other.describe()));
    };
  }

  static boolean isFinite(Distribution distribution) {
    return switch (distribution.support()) {
      case WholeNumberBetween(Dense low, Dense high) -> isConstant(low) && isConstant(high);
      case OneHot() -> true;
      case OneOf(Tensor points, int eventDim) -> points.rank() == 1 + eventDim;
      case Assignments assignments -> assignments.isSmall();
      case Trees trees -> trees.isSmall();
      case Constraint other -> false;
    };
  }

  private static double same(Distribution distribution, Tensor bound) {
    if (!(bound instanceof Dense dense)) {
      throw new ArgumentException(
          "The support of %s cannot be enumerated, because its bound is computed by the model; give the bound as a number"
              .formatted(distribution.getClass().getSimpleName()));
    }
    if (!isConstant(dense)) {
      throw new ArgumentException(
          "The support of %s cannot be enumerated, because its size varies over the batch: the bounds are %s; use one bound for all elements, the greatest, and mask the rest"
              .formatted(distribution.getClass().getSimpleName(), dense));
    }
    return dense.toArray()[0];
  }

  private static boolean isConstant(Dense bound) {
    double[] values = bound.rowMajorArray();
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return values.length > 0;
  }
}
