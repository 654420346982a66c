package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.base.Layout;

/** What the rules ask about constants. */
final class Constants {
  private Constants() {}

  /** Whether every element is known to be {@code value}: one element, or one element repeated. */
  static boolean isAll(Tensor tensor, double value) {
    if (!(tensor instanceof Dense dense) || dense.shape().count() == 0) {
      return false;
    }
    for (int axis = 0; axis < dense.rank(); axis++) {
      if (dense.size(axis) != 1 && dense.strides()[axis] != 0) {
        return false;
      }
    }
    return dense.element(new int[dense.rank()]) == value;
  }

  /**
   * Whether a constant has several elements, stored one by one, and they are equal to one another.
   */
  static boolean areSame(Dense dense) {
    int count = dense.shape().count();
    if (count < 2 || !Layout.of(0, dense.strides(), dense.shape().toArray()).isContiguous()) {
      return false;
    }
    double[] elements = dense.rowMajorArray();
    for (int i = 1; i < count; i++) {
      if (Double.doubleToRawLongBits(elements[i]) != Double.doubleToRawLongBits(elements[0])) {
        return false;
      }
    }
    return true;
  }
}
