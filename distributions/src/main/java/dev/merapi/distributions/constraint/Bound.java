package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;

/** How bounds are printed: a single known number as itself, others by their shape. */
final class Bound {
  private Bound() {}

  static String text(Tensor bound) {
    if (bound instanceof Dense dense && dense.shape().count() == 1) {
      double value = dense.toArray()[0];
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? Long.toString((long) value)
          : Double.toString(value);
    }
    return "a bound of shape " + bound.shape();
  }
}
