package dev.merapi.infer;

import java.util.Arrays;

/**
 * Whether a bound still rises, judged by blocks of steps: it is flat where the mean of a block has
 * not risen by more than twice its standard error while the mean position has moved less than the
 * positions of a block scatter, or where the rise is below the tolerance together with its error.
 * Each time it is flat the rate falls to a quarter; at the fourth time the fit has ended.
 *
 * <p>All that it knows stands in one array, which belongs to the state of the fit.
 */
final class Flatness {
  /** How often the bound has to be flat. */
  static final int ENOUGH = 4;

  private static final double FALL = 0.25;
  private static final int COUNT = 0;
  private static final int SUM = 1;
  private static final int SQUARES = 2;
  private static final int RATE = 3;
  private static final int FLAT = 4;
  private static final int BLOCKS = 5;
  private static final int MEAN = 6;
  private static final int ERROR = 7;
  private static final int RISE = 8;
  private static final int NUMBERS = 9;

  /** The most numbers whose means are kept. */
  private static final int TRACKED = 4096;

  private final int n;
  private final int stride;
  private final int length;
  private final double tolerance;
  private final double[] known;

  private Flatness(int n, int length, double tolerance, double[] known) {
    this.stride = stride(n);
    this.n = tracked(n);
    this.length = length;
    this.tolerance = tolerance;
    this.known = known;
  }

  private static int stride(int n) {
    return Math.max(1, Math.ceilDiv(n, TRACKED));
  }

  /** How many of the numbers are looked at: all, or some, evenly spread. */
  private static int tracked(int n) {
    return Math.ceilDiv(n, stride(n));
  }

  /** As it is known so far. */
  static Flatness of(int n, int length, double tolerance, double[] known) {
    return new Flatness(n, length, tolerance, known.clone());
  }

  /** Nothing is known yet of n numbers. */
  static double[] unknown(int n) {
    double[] known = new double[NUMBERS + 4 * tracked(n)];
    known[RATE] = 1;
    return known;
  }

  double[] known() {
    return known;
  }

  /** What the rate of the optimiser is multiplied by. */
  double rate() {
    return known[RATE];
  }

  /** Whether the fit has ended. */
  boolean isOver() {
    return known[FLAT] >= ENOUGH;
  }

  /** How much the last block rose over the one before. */
  double rise() {
    return known[RISE];
  }

  /** The mean bound of the last block. */
  double mean() {
    return known[MEAN];
  }

  /** The standard error of {@link #mean}, as if the steps were independent. */
  double error() {
    return known[ERROR];
  }

  /** Whether there is a whole block since the rate fell. */
  boolean hasBlock() {
    return known[BLOCKS] > 0;
  }

  /** The mean position of the last block; with too many numbers to keep means, the last one. */
  void mean(double[] position) {
    if (stride == 1) {
      System.arraycopy(known, NUMBERS + 2 * n, position, 0, n);
    }
  }

  /** Notes a step; true at the end of a block. */
  boolean add(double bound, double[] position) {
    known[COUNT]++;
    known[SUM] += bound;
    known[SQUARES] += bound * bound;
    int sums = NUMBERS;
    int squares = NUMBERS + n;
    for (int i = 0; i < n; i++) {
      double x = position[i * stride];
      known[sums + i] += x;
      known[squares + i] += x * x;
    }
    if (known[COUNT] < length) {
      return false;
    }
    end();
    return true;
  }

  private void end() {
    double mean = known[SUM] / length;
    double variance = Math.max(0, known[SQUARES] / length - mean * mean);
    double error = Math.sqrt(variance / length);
    double drift = turn();
    boolean compared = known[BLOCKS] > 0;
    double rise = compared ? mean - known[MEAN] : Double.POSITIVE_INFINITY;
    double noise = Math.hypot(error, known[ERROR]);
    boolean still = rise <= 2 * noise && drift < 1;
    boolean small = Math.abs(rise) + 2 * noise < tolerance;
    known[RISE] = rise;
    known[MEAN] = mean;
    known[ERROR] = error;
    known[BLOCKS]++;
    known[COUNT] = 0;
    known[SUM] = 0;
    known[SQUARES] = 0;
    if (compared && (still || small)) {
      known[FLAT]++;
      if (!isOver()) {
        known[RATE] *= FALL;
        known[BLOCKS] = 0;
      }
    }
  }

  /**
   * Puts means and variances of the block in the place of those before; how far the means have
   * moved, in standard deviations, as a root mean square over the numbers.
   */
  private double turn() {
    double total = 0;
    for (int i = 0; i < n; i++) {
      double mean = known[NUMBERS + i] / length;
      double variance = Math.max(0, known[NUMBERS + n + i] / length - mean * mean);
      double moved = mean - known[NUMBERS + 2 * n + i];
      double scatter = (variance + known[NUMBERS + 3 * n + i]) / 2;
      total += moved == 0 ? 0 : moved * moved / Math.max(scatter, Double.MIN_NORMAL);
      known[NUMBERS + 2 * n + i] = mean;
      known[NUMBERS + 3 * n + i] = variance;
    }
    Arrays.fill(known, NUMBERS, NUMBERS + 2 * n, 0);
    return Math.sqrt(total / Math.max(1, n));
  }
}
