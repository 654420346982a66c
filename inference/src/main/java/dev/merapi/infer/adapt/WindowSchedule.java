package dev.merapi.infer.adapt;

import dev.merapi.tensor.ArgumentException;
import java.util.List;
import java.util.stream.IntStream;

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
 * @param firstEnd where it ends, exclusive
 * @param end where the last window ends, exclusive; {@code first} where there is none
 */
record WindowSchedule(int iterations, int first, int firstEnd, int end) implements Windows {
  private static final int INITIAL = 75;
  private static final int BASE = 25;
  private static final int FINAL = 50;
  private static final int SHORTEST = 20;

  /** The schedule of a warm-up of {@code iterations} ≥ 0. */
  public static WindowSchedule stan(int iterations) {
    if (iterations < 0) {
      throw new ArgumentException(
          "A warm-up has at least 0 iterations, but " + iterations + " were asked for.");
    }
    if (iterations < SHORTEST) {
      return new WindowSchedule(iterations, iterations, iterations, iterations);
    }
    if (iterations < INITIAL + BASE + FINAL) {
      int end = iterations - iterations / 10;
      return new WindowSchedule(iterations, 15 * iterations / 100, end, end);
    }
    return new WindowSchedule(iterations, INITIAL, INITIAL + BASE, iterations - FINAL);
  }

  /** The exclusive ends of the windows, ascending. */
  public List<Integer> ends() {
    return IntStream.range(first, end).filter(this::endsWindow).map(i -> i + 1).boxed().toList();
  }

  @Override
  public boolean inWindow(int i) {
    return i >= first && i < end;
  }

  @Override
  public boolean endsWindow(int i) {
    if (!inWindow(i)) {
      return false;
    }
    int windowEnd = firstEnd;
    for (int length = 2 * BASE; windowEnd <= i; length *= 2) {
      // A window is stretched to the end if the next one, twice as long, would reach beyond it.
      windowEnd = windowEnd + 3 * length > end ? end : windowEnd + length;
    }
    return windowEnd == i + 1;
  }

  @Override
  public int least() {
    return iterations;
  }

  @Override
  public int most() {
    return iterations;
  }

  @Override
  public WindowSchedule of(int other) {
    return stan(other);
  }

  @Override
  public boolean mayEnd(int i) {
    return false;
  }

  @Override
  public int lastStretch() {
    return iterations - end;
  }

  @Override
  public boolean isLate(int i) {
    return false;
  }

  @Override
  public boolean restarts() {
    return true;
  }
}
