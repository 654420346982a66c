package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.internal.Flags;
import dev.merapi.distributions.internal.Offender;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/**
 * What is asked of the values that a distribution is to score: their shape and their place in the
 * support.
 */
final class Values {
  private Values() {}

  /** [S.. B..] of the densities of a value; a sentence with both shapes where it does not fit. */
  static Shape batchOf(Distribution distribution, Tensor value) {
    Shape event = distribution.eventShape();
    Shape shape = value.shape();
    int e = event.rank();
    if (shape.rank() < e || !shape.takeRight(e).equals(event)) {
      throw new ShapeException(
          "A value of shape %s does not fit %s with event shape %s: its last %d axes must be %s"
              .formatted(shape, distribution.getClass().getSimpleName(), event, e, event));
    }
    Shape left = shape.dropRight(e);
    try {
      return Shape.broadcast(left, distribution.batchShape());
    } catch (ShapeException cause) {
      ShapeException error =
          new ShapeException(
              "A value of shape %s does not fit %s: without its event axes %s it has shape %s, which does not broadcast with batch shape %s"
                  .formatted(
                      shape,
                      distribution.getClass().getSimpleName(),
                      event,
                      left,
                      distribution.batchShape()));
      error.initCause(cause);
      throw error;
    }
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
  static void requireInside(Distribution distribution, Tensor value) {
    Constraint support = distribution.support();
    if (value instanceof Dense known && support.holds(known)) {
      return;
    }
    if (support.check(value) instanceof Dense flags && !Flags.all(flags)) {
      throw new ArgumentException(
          "The value "
              + Offender.first(value, flags, support.eventDim())
              + " is outside the support of "
              + distribution.getClass().getSimpleName()
              + ": it must be "
              + support.describe());
    }
  }
}
