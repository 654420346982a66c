package dev.merapi.dist;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/**
 * Parameters of sequences, which are the same for all steps or have an axis of 1 or T steps left of
 * their own axes.
 */
final class Steps {
  private Steps() {}

  /** What is left of the axis of steps, in a shape [.., 1 or T] or []. */
  static Shape batch(String name, Shape steps, int duration) {
    if (steps.rank() == 0) {
      return steps;
    }
    int size = steps.size(-1);
    if (size != 1 && size != duration) {
      throw new ShapeException(
          "%s has %d steps, but the sequence has %d: the axis left of its own must have size 1 or %d"
              .formatted(name, size, duration, duration));
    }
    return steps.dropRight(1);
  }

  /** The parameter of step t, whose own axes are the last {@code axes}. */
  static Tensor at(Tensor parameter, int axes, int t) {
    if (parameter.rank() <= axes) {
      return parameter;
    }
    int axis = -1 - axes;
    int from = parameter.size(axis) == 1 ? 0 : t;
    return parameter.slice(axis, from, from + 1).squeeze(axis);
  }

  /** The noise of step t. */
  static MultivariateNormal at(MultivariateNormal noise, int t) {
    Shape steps = noise.batchShape();
    return steps.rank() == 0
        ? noise
        : new MultivariateNormal(
            at(noise.loc(), 1, t), at(noise.scaleTril(), 2, t), steps.dropRight(1));
  }
}
