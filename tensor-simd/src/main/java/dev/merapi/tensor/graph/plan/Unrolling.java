package dev.merapi.tensor.graph.plan;

import dev.merapi.tensor.Shape;

/**
 * What is computed number by number, in straight-line code, and what in loops.
 *
 * @param elements the most elements of a line that are computed one by one
 * @param terms the most numbers that are summed one by one
 */
public record Unrolling(int elements, int terms) {
  /** Measured best: loops repay themselves from 17 elements on. */
  public static final Unrolling STANDARD = new Unrolling(16, 64);

  /** Everything of up to 4096 elements in straight-line code. */
  public static final Unrolling ALWAYS = new Unrolling(4096, 4096);

  /** Loops wherever there is more than one element. */
  public static final Unrolling NEVER = new Unrolling(1, 1);

  /** The most rows that one loop computes side by side. */
  private static final int ROWS = 16;

  boolean isSmall(Shape shape) {
    return shape.count() <= elements;
  }

  /**
   * The size of the last axis that is not 1, where that is too large to unroll and there are few
   * rows of it; else 0.
   */
  int runLength(Shape shape) {
    int count = shape.count();
    for (int i = 1; i <= shape.rank(); i++) {
      int size = shape.size(-i);
      if (size != 1) {
        return size > elements && count / size <= ROWS ? size : 0;
      }
    }
    return 0;
  }
}
