package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * What holds for convex sets of numbers: such a set holds an array if it holds the least and the
 * greatest of its elements. If one of them is NaN so are both of these.
 */
final class Convex {
  private Convex() {}

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
