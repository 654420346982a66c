package dev.merapi.tensor.internal.emit;

import java.util.Arrays;

/**
 * Constant positions in a table, which loops read as whole numbers, made once.
 *
 * @param line the line of the positions
 * @param size how many numbers the table has
 */
record Positions(int line, int size) {
  /** What stands for a position where the table has no number. */
  static final int NONE = -1;

  /** The positions that lie in the table, as whole numbers. */
  int[] of(double[] numbers) {
    return Arrays.stream(numbers).mapToInt(x -> x >= 0 && x < size ? (int) x : NONE).toArray();
  }
}
