package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * What holds for convex sets of numbers: such a set holds an array if it holds the least and the
 * greatest of its elements. If one of them is NaN so are both of these.
 */
final class Convex {
  static final Tensor NO_LOWEST = Tensor.scalar(Double.NEGATIVE_INFINITY);
  static final Tensor NO_HIGHEST = Tensor.scalar(Double.POSITIVE_INFINITY);

  private Convex() {}

  /** Numbers between two bounds; most parameters are one number, and asked for here. */
  static boolean between(
      Constraint set, Dense value, Tensor low, boolean lowClosed, Tensor high, boolean highClosed) {
    if (value.shape().count() == 1
        && low instanceof Dense
        && high instanceof Dense
        && low.rank() == 0
        && high.rank() == 0) {
      double x = value.item();
      double least = low.item();
      double greatest = high.item();
      return (lowClosed ? x >= least : x > least) && (highClosed ? x <= greatest : x < greatest);
    }
    return holds(set, value, low, high);
  }

  /** Whether a convex set with these bounds holds every element of an array. */
  static boolean holds(Constraint set, Dense value, Tensor... bounds) {
    for (Tensor bound : bounds) {
      if (!bound.shape().equals(Shape.SCALAR)) {
        return set.check(value) instanceof Dense flags && flags.min().item() != 0;
      }
    }
    return value.shape().count() == 0
        || (set.check(value.min()) instanceof Dense least
            && least.item() != 0
            && set.check(value.max()) instanceof Dense greatest
            && greatest.item() != 0);
  }

  /** Whether every element is a whole number. */
  static boolean isWhole(Dense value) {
    double fraction = 0;
    for (double x : value.rowMajorArray()) {
      fraction += Math.abs(x - Math.rint(x));
    }
    return fraction == 0;
  }
}
