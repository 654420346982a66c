package dev.merapi.tensor.graph.plan;

import dev.merapi.tensor.Shape;

/**
 * When a shape is small enough for straight-line code, and along which axis a loop over a larger
 * one goes.
 */
final class RunLength {
  /** The most elements that are computed one by one. */
  static final int SMALL = 16;

  private RunLength() {}

  static boolean isSmall(Shape shape) {
    return shape.count() <= SMALL;
  }

  /**
   * The size of the last axis that is not 1, where that is large and there are few rows of it; else
   * 0.
   */
  static int of(Shape shape) {
    int count = shape.count();
    for (int i = 1; i <= shape.rank(); i++) {
      int size = shape.size(-i);
      if (size != 1) {
        return size > SMALL && count / size <= SMALL ? size : 0;
      }
    }
    return 0;
  }
}
