package dev.merapi.distributions;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/**
 * What is asked of the values that a law is to score: their shape and their place in the support.
 */
final class Values {
  private Values() {}

  /** [S.. B..] of the densities of a value; a sentence with both shapes where it does not fit. */
  static Shape batchOf(Distribution law, Tensor value) {
    Shape event = law.eventShape();
    Shape shape = value.shape();
    int e = event.rank();
    if (shape.rank() < e || !shape.takeRight(e).equals(event)) {
      throw new ShapeException(
          "A value of shape %s does not fit %s with event shape %s: its last %d axes must be %s"
              .formatted(shape, law.getClass().getSimpleName(), event, e, event));
    }
    Shape left = shape.dropRight(e);
    try {
      return Shape.broadcast(left, law.batchShape());
    } catch (ShapeException cause) {
      ShapeException error =
          new ShapeException(
              "A value of shape %s does not fit %s: without its event axes %s it has shape %s, which does not broadcast with batch shape %s"
                  .formatted(shape, law.getClass().getSimpleName(), event, left, law.batchShape()));
      error.initCause(cause);
      throw error;
    }
  }

  static boolean all(Dense flags) {
    for (double flag : flags.rowMajorArray()) {
      if (flag == 0) {
        return false;
      }
    }
    return true;
  }

  static boolean none(Dense flags) {
    for (double flag : flags.rowMajorArray()) {
      if (flag != 0) {
        return false;
      }
    }
    return true;
  }

  /** The value where {@code inside} [..] is not 0, else an interior point of the support. */
  static Tensor where(Tensor inside, Tensor value, Constraint support, int eventDim) {
    Tensor condition = inside;
    for (int i = 0; i < eventDim; i++) {
      condition = condition.unsqueeze(-1);
    }
    return Tensor.where(condition, value, support.interior(value.shape()));
  }

  /** A sentence where a known value is outside the support. */
  static void requireInside(Distribution law, Tensor value) {
    Constraint support = law.support();
    if (value instanceof Dense known && support.holds(known)) {
      return;
    }
    if (support.check(value) instanceof Dense flags && !all(flags)) {
      throw new ArgumentException(
          "The value "
              + Offender.first(value, flags, support.eventDim())
              + " is outside the support of "
              + law.getClass().getSimpleName()
              + ": it must be "
              + support.describe());
    }
  }
}
