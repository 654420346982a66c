package dev.merapi.infer.internal.rows;

import dev.merapi.tensor.ArgumentException;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Some of the blocks of rows, or all of them.
 *
 * @param of how many blocks there are
 * @param numbers those that are chosen, rising; none: all are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Chosen(int of, int[] numbers) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Refuses blocks that are not there, or not in their order. */
  public Chosen {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < 0 || numbers[i] >= of || (i > 0 && numbers[i] <= numbers[i - 1])) {
        throw new ArgumentException(
            "Chosen blocks are some of 0 to %d, each once and in their order, but are %s."
                .formatted(of - 1, Arrays.toString(numbers)));
      }
    }
  }

  /** All blocks. */
  public static Chosen all(int of) {
    return new Chosen(of, new int[0]);
  }

  /** How many are chosen. */
  public int count() {
    return numbers.length == 0 ? of : numbers.length;
  }

  /** Which of the chosen blocks it is, or a negative number. */
  public int place(int block) {
    return numbers.length == 0 ? block : Arrays.binarySearch(numbers, block);
  }

  /** The block at a place among the chosen. */
  int block(int place) {
    return numbers.length == 0 ? place : numbers[place];
  }

  /** By how much a sum over the chosen blocks is too small, in the mean over all choices. */
  public double scale() {
    return (double) of / count();
  }
}
