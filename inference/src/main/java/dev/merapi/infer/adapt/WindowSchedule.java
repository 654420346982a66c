package dev.merapi.infer.adapt;

import io.vavr.collection.Vector;

/**
 * When warm-up learns what.
 *
 * <pre>
 *   | I |  II  |   II    |        II         |            II                | III |
 *   0   75    100       150                 250      …
 * </pre>
 *
 * <p>I: an initial stretch of 75 iterations adapts the step size only, while the chain finds the
 * typical set. II: windows of 25, 50, 100, … iterations estimate the metric, each from its own
 * draws alone; the last window takes what is left when a further doubling would not fit. III: a
 * final stretch of 50 iterations adapts the step size to the last metric.
 *
 * <p>If 150 iterations are not to be had, the stretches take 15 %, 75 % (one window) and 10 %.
 * Below 20 there is no window at all: only the step size is adapted.
 *
 * <p>Source: Stan Reference Manual, section "HMC algorithm parameters", automatic parameter tuning.
 *
 * @param iterations the length of the warm-up
 * @param first where the first window begins
 * @param ends the exclusive ends of the windows, ascending
 */
public record WindowSchedule(int iterations, int first, Vector<Integer> ends) {
  private static final int INITIAL = 75;
  private static final int BASE = 25;
  private static final int FINAL = 50;
  private static final int SHORTEST = 20;

  /** The schedule of a warm-up of {@code iterations} ≥ 0. */
  public static WindowSchedule of(int iterations) {
    if (iterations < 0) {
      throw new IllegalArgumentException(
          "A warm-up has at least 0 iterations, but " + iterations + " were asked for.");
    }
    if (iterations < SHORTEST) {
      return new WindowSchedule(iterations, iterations, Vector.empty());
    }
    if (iterations < INITIAL + BASE + FINAL) {
      int first = 15 * iterations / 100;
      return new WindowSchedule(iterations, first, Vector.of(iterations - iterations / 10));
    }
    int begin = INITIAL + BASE;
    Vector<Integer> later = doubling(begin, 2 * BASE, iterations - FINAL);
    return new WindowSchedule(iterations, INITIAL, later.prepend(begin));
  }

  /** The ends of the windows from {@code start}; none if nothing is left. */
  private static Vector<Integer> doubling(int start, int length, int end) {
    if (start == end) {
      return Vector.empty();
    }
    // A window is stretched to the end if the next one, twice as long, would reach beyond it.
    if (start + 3 * length > end) {
      return Vector.of(end);
    }
    return doubling(start + length, 2 * length, end).prepend(start + length);
  }

  /** Whether the draw of iteration {@code i} counts towards the metric. */
  public boolean inWindow(int i) {
    return i >= first && !ends.isEmpty() && i < ends.last();
  }

  /** Whether a window ends with iteration {@code i}. */
  public boolean endsWindow(int i) {
    return ends.contains(i + 1);
  }
}
