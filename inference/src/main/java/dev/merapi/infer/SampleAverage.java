package dev.merapi.infer;

import dev.merapi.infer.vi.Bound;
import dev.merapi.infer.vi.optim.Lbfgs;
import dev.merapi.tensor.Key;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The maximum of a bound by averages under fixed keys: the mean of S bounds is a smooth function of
 * the parameters, whose maximum L-BFGS finds; then S doubles, the keys before being kept, until the
 * new maximum is no better than the old one, judged by the new average, than {@link #PER_NUMBER}
 * for each parameter, and no better a second time: once may be luck; then the last search goes on
 * to the end. In the mean the old maximum lies twice as far from the optimum as the new one, and a
 * distance of 0.05 standard deviations costs ½ 0.05² (Burroni, Domke and Sheldon, <em>Sample
 * average approximation for black-box variational inference</em>, UAI 2024).
 */
final class SampleAverage {
  private static final double PER_NUMBER = 0.05 * 0.05 / 2;

  /** The expected gain at which a search without noise ends. */
  private static final double EXACT = 1e-12;

  /** The part of what is worth its time that L-BFGS may still expect to gain where a stage ends. */
  private static final double COARSE = 0.1;

  /**
   * The same at the end. Where numbers depend on each other, what the bound hardly sees can still
   * be far in deviations of a guide whose numbers do not.
   */
  private static final double FINE = 1e-4;

  private static final int MEMORY = 20;

  /** How many gains in a row have to be small. */
  private static final int CONFIRMED = 2;

  private static final int FEWEST = 128;
  private static final int MOST = 1 << 14;
  private static final int EVALUATIONS = 2000;

  private final Bound bound;
  private final Key key;
  private long gradients;

  SampleAverage(Bound bound, Key key) {
    this.bound = bound;
    this.key = key;
  }

  /** What came out. */
  @SuppressWarnings("ArrayRecordComponent") // the caller owns it
  record Found(double[] position, Ending ending) {}

  /** The maximum, from a start. */
  Found from(double[] start, Consumer<FitProgress> watch) {
    int n = start.length;
    if (isExact(start)) {
      double[] position = maximum(start, 1, EXACT, watch);
      return new Found(position, new Ending.Converged(1, gradients, 0));
    }
    int draws = FEWEST;
    while (draws < 4 * Math.sqrt(n)) {
      draws *= 2;
    }
    double worth = PER_NUMBER * n;
    double[] position = maximum(start, draws, COARSE * worth, watch);
    double gain = Double.POSITIVE_INFINITY;
    int small = 0;
    while (2 * draws <= MOST && !Thread.currentThread().isInterrupted()) {
      draws *= 2;
      double[] gradient = new double[n];
      double before = average(draws).at(position, gradient);
      double[] next = maximum(position, draws, COARSE * worth, watch);
      gain = before - average(draws).at(next, gradient);
      position = next;
      small = gain < worth ? small + 1 : 0;
      if (small == CONFIRMED) {
        position = maximum(position, draws, FINE * worth, watch);
        return new Found(position, new Ending.Converged(draws, gradients, gain));
      }
    }
    return new Found(
        position,
        Thread.currentThread().isInterrupted()
            ? new Ending.Interrupted(gradients)
            : new Ending.Limit(gradients, gain));
  }

  /** Whether the bound is the same under every key, such as that of a guide of one point. */
  private boolean isExact(double[] at) {
    double[] first = new double[at.length];
    double[] second = new double[at.length];
    Key.Known one = known(key.fold("one"));
    Key.Known other = known(key.fold("other"));
    return bound.at(one, at, first) == bound.at(other, at, second) && Arrays.equals(first, second);
  }

  private static Key.Known known(Key key) {
    return new Key.Known(key.k0(), key.k1());
  }

  private double[] maximum(
      double[] start, int draws, double expected, Consumer<FitProgress> watch) {
    Lbfgs.Minimum minimum =
        new Lbfgs(MEMORY, expected, EVALUATIONS).minimise(average(draws), start);
    gradients += (long) minimum.evaluations() * draws;
    watch.accept(new FitProgress(gradients, -minimum.value(), 0, 1, 0));
    return minimum.position();
  }

  /** − the mean bound. */
  private Lbfgs.Smooth average(int draws) {
    Key.Known[] keys = new Key.Known[draws];
    for (int i = 0; i < draws; i++) {
      keys[i] = known(key.fold(i));
    }
    double[] one = new double[bound.dimension()];
    return (position, gradient) -> {
      double sum = 0;
      Arrays.fill(gradient, 0);
      for (Key.Known each : keys) {
        sum -= bound.at(each, position, one);
        for (int i = 0; i < one.length; i++) {
          gradient[i] -= one[i];
        }
      }
      for (int i = 0; i < one.length; i++) {
        gradient[i] /= keys.length;
      }
      return sum / keys.length;
    };
  }
}
