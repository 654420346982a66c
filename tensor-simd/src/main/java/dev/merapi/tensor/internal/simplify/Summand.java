package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Axes;

/** A factor or term of what is summed, that may be the same all along the summed axes. */
record Summand(Axes axes, Shape summed) {

  /**
   * Whether {@code part} does not vary along the summed axes while {@code other} has the full
   * shape.
   */
  boolean isConstant(Tensor part, Tensor other) {
    return other.shape().equals(summed)
        && axes.fromRight().stream().allMatch(axis -> part.shape().sizeOr1(-axis) == 1)
        && part.shape().count() < summed.count();
  }

  /** The part without the summed axes. */
  Tensor outside(Tensor part) {
    return part.reshape(axes.drop(part.shape().padLeft(summed.rank())));
  }

  /** The number of elements in each sum. */
  int count() {
    return summed.count() / Math.max(1, axes.drop(summed).count());
  }
}
