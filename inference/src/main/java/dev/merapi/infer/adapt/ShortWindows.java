package dev.merapi.infer.adapt;

import dev.merapi.tensor.ArgumentException;

/**
 * Short windows:
 *
 * <pre>
 *   | 10 | 10 | …  | 80 |  120  |   180   | … | step size |
 *   0          90   170     290       470
 * </pre>
 *
 * <p>An early stretch changes the metric every 10 draws, while the chain finds the typical set;
 * then windows of 80 that grow by half; a last stretch adapts the step size alone. The early
 * stretch is 30 % and the last 15 % of a warm-up of known length, else 90 and 45 iterations, and
 * the last stretch may begin behind each of the growing windows.
 *
 * @param least the iterations at least
 * @param most the iterations at most
 */
record ShortWindows(int least, int most) implements Windows {
  private static final int EARLY_WINDOW = 10;
  private static final int FIRST_WINDOW = 80;
  private static final int EARLY = 90;
  private static final int LAST = 45;
  private static final int SHORTEST = 20;

  /** Refuses lengths out of range. */
  public ShortWindows {
    if (least < 0 || most < least) {
      throw new ArgumentException(
          "A warm-up has at least 0 iterations, and no fewer at most than at least, but %d to %d were asked for."
              .formatted(least, most));
    }
  }

  @Override
  public ShortWindows of(int iterations) {
    return new ShortWindows(iterations, iterations);
  }

  private int early() {
    return least == most ? 3 * most / 10 : Math.min(EARLY, 3 * most / 10);
  }

  @Override
  public int lastStretch() {
    return least == most ? 3 * most / 20 : Math.min(LAST, 3 * most / 20);
  }

  @Override
  public boolean inWindow(int i) {
    return most >= SHORTEST && i < most - lastStretch();
  }

  @Override
  public boolean endsWindow(int i) {
    if (!inWindow(i)) {
      return false;
    }
    return i < early() ? (i + 1) % EARLY_WINDOW == 0 : endsLong(i);
  }

  /** A window is stretched to the end where less than half of the next one would be left. */
  private boolean endsLong(int i) {
    int limit = most - lastStretch();
    int end = early();
    for (int length = FIRST_WINDOW; end <= i; length += length / 2) {
      end += length;
      end = limit - end < (length + length / 2) / 2 ? limit : end;
    }
    return end == i + 1;
  }

  @Override
  public boolean mayEnd(int i) {
    return least < most && i >= early() && endsWindow(i) && i + 1 + lastStretch() >= least;
  }

  @Override
  public boolean isLate(int i) {
    return i >= early();
  }

  @Override
  public boolean restarts() {
    return false;
  }
}
