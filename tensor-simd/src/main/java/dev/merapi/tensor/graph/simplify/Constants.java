package dev.merapi.tensor.graph.simplify;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;

/** What the rules ask about constants. */
final class Constants {
  private Constants() {}

  /** Whether every element is known to be {@code value}: one element, or one element repeated. */
  static boolean isAll(Tensor tensor, double value) {
    if (!(tensor instanceof Dense dense) || dense.shape().count() == 0) {
      return false;
    }
    for (int axis = 0; axis < dense.rank(); axis++) {
      if (dense.size(axis) != 1 && dense.layout().stride(axis) != 0) {
        return false;
      }
    }
    return dense.element(new int[dense.rank()]) == value;
  }
}
