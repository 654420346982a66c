package dev.merapi.tensor.internal.plan;

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
   * The number of elements in the last axes, as few of them as leave few rows, where that is too
   * much to unroll; else 0.
   */
  int runLength(Shape shape) {
    int count = shape.count();
    int length = 1;
    for (int i = 1; i <= shape.rank(); i++) {
      length *= shape.size(-i);
      if (length > elements && count / length <= ROWS) {
        return length;
      }
    }
    return 0;
  }
}
