package dev.merapi.distributions.constraint;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Vectors of {@code capacity} · {@code places} numbers that give each place, 0 to {@code places} −
 * 1, to exactly {@code capacity} elements: permutations for capacity 1.
 */
public record Assignments(int places, int capacity) implements Constraint {
  private static final int MOST = 50_000;
  private static final int LONGEST = 1 << 20;

  /** At least one place for at least one element. */
  public Assignments {
    if (places < 1 || capacity < 1 || (long) places * capacity > LONGEST) {
      throw new ArgumentException(
          "Assignments have at least one place for one element, and up to %d elements, but not %d places for %d each"
              .formatted(LONGEST, places, capacity));
    }
  }

  @Override
  public int eventDim() {
    return 1;
  }

  @Override
  public boolean isDiscrete() {
    return true;
  }

  @Override
  public Tensor check(Tensor value) {
    return value.unsqueeze(-1).eq(Tensor.arange(places)).sum(-2).eq(capacity).min(-1);
  }

  @Override
  public String describe() {
    return "a vector in which each number from 0 to %d stands %s"
        .formatted(places - 1, capacity == 1 ? "once" : capacity + " times");
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.arange(places * capacity).mod(places);
  }

  /** Whether {@link #all} has an answer: there are at most {@value #MOST}. */
  public boolean isSmall() {
    return count() <= MOST;
  }

  private double count() {
    double count = 1;
    for (int i = 1; i <= places * capacity && count <= Integer.MAX_VALUE; i++) {
      count *= i / (double) (1 + (i - 1) % capacity);
    }
    return count;
  }

  /**
   * All of them in the order of a dictionary, [count, capacity · places].
   *
   * @throws ArgumentException if there are too many to list
   */
  public Tensor all() {
    if (!isSmall()) {
      throw new ArgumentException(
          "There are more than %d vectors in which each of %d places stands %d times, too many to list; draw some of them"
              .formatted(MOST, places, capacity));
    }
    int n = places * capacity;
    int count = (int) Math.round(count());
    double[] rows = new double[count * n];
    int[] row = new int[n];
    for (int i = 0; i < n; i++) {
      row[i] = i / capacity;
    }
    for (int r = 0; r < count; r++) {
      for (int i = 0; i < n; i++) {
        rows[r * n + i] = row[i];
      }
      next(row);
    }
    return Tensor.of(rows, Shape.of(count, n));
  }

  /** The next row in the order of a dictionary; the last one becomes the first. */
  private static void next(int[] row) {
    int i = row.length - 2;
    while (i >= 0 && row[i] >= row[i + 1]) {
      i--;
    }
    if (i >= 0) {
      int j = row.length - 1;
      while (row[j] <= row[i]) {
        j--;
      }
      swap(row, i, j);
    }
    for (int a = i + 1, b = row.length - 1; a < b; a++, b--) {
      swap(row, a, b);
    }
  }

  private static void swap(int[] row, int i, int j) {
    int kept = row[i];
    row[i] = row[j];
    row[j] = kept;
  }
}
