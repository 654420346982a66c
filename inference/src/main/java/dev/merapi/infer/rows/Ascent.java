package dev.merapi.infer.rows;

import dev.merapi.infer.internal.given.Interrupts;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.vi.optim.Optimiser;
import dev.merapi.infer.vi.optim.Rule;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.op.Subset;
import java.util.Arrays;
import java.util.List;

/**
 * Steps up a bound whose gradient is noisy. The rate falls to a quarter after half of the steps,
 * after three quarters and after seven eighths; what comes out is the mean over the last eighth.
 */
record Ascent(Optimiser optimiser, int steps) {
  private static final double FALL = 0.25;

  /** A bound. */
  @FunctionalInterface
  interface Slope {
    /** Overwrites the gradient; false where it is not finite. */
    boolean at(Key key, double[] position, double[] gradient);
  }

  /**
   * Where the steps led.
   *
   * @param skipped how many were left out, since they were not finite
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Summit(double[] mean, int skipped) {}

  /** m of n numbers, each set of them as likely as any other, in their order. */
  static int[] chosen(Key key, int n, int m) {
    return Arrays.stream(Subset.of(key, n, m).toArray())
        .mapToInt(number -> (int) number)
        .sorted()
        .toArray();
  }

  /** From a position, which it overwrites; step t is under {@code key.fold(t)}. */
  Summit from(double[] position, List<Coordinate> parameters, Slope slope, Key key) {
    Rule rule = optimiser.on(parameters);
    double[] gradient = new double[position.length];
    double[] memory = new double[rule.memory()];
    double[] mean = new double[position.length];
    int last = steps / 8;
    int skipped = 0;
    for (int step = 1; step <= steps; step++) {
      Interrupts.require("The fit was interrupted, and nothing of it is kept.");
      if (slope.at(key.fold(step), position, gradient)) {
        rule.ascend(step - skipped, position, gradient, memory, rate(step));
      } else {
        skipped++;
      }
      if (step > steps - last) {
        for (int i = 0; i < mean.length; i++) {
          mean[i] += position[i] / last;
        }
      }
    }
    if (skipped > steps / 2) {
      throw new ArgumentException(
          "The bound is not finite in %d of %d steps: the density is infinite or not a number around the origin of the free scale, or where it led. Sample from a start of its own instead."
              .formatted(skipped, steps));
    }
    return new Summit(mean, skipped);
  }

  private double rate(int step) {
    double done = (step - 1.0) / steps;
    return done < 0.5 ? 1 : done < 0.75 ? FALL : done < 0.875 ? FALL * FALL : FALL * FALL * FALL;
  }
}
