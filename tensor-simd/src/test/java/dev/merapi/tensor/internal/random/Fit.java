package dev.merapi.tensor.internal.random;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * Goodness of fit at fixed keys. A right sampler fails a check for one key in a thousand; the keys
 * are constants, so a check that has passed keeps passing until the sampler changes.
 */
final class Fit {
  /** Kolmogorov's limit: P(√n·D > 1.95) = 2·exp(−2·1.95²) = 0.001. */
  private static final double KOLMOGOROV = 1.95;

  private Fit() {}

  /** Kolmogorov–Smirnov: the sample against a continuous distribution function. */
  static void continuous(double[] sample, DoubleUnaryOperator cdf) {
    double[] x = sample.clone();
    Arrays.sort(x);
    double distance = 0;
    for (int i = 0; i < x.length; i++) {
      double p = cdf.applyAsDouble(x[i]);
      distance = Math.max(distance, Math.max(p - (double) i / x.length, (i + 1.0) / x.length - p));
    }
    double statistic = Math.sqrt(x.length) * distance;
    assertTrue(statistic < KOLMOGOROV, "Kolmogorov statistic " + statistic);
  }

  /**
   * Pearson's chi-square: counts of the integers 0, 1, … against their probabilities. Cells are
   * merged from the left until eight are expected in each; what lies beyond the last is its rest.
   */
  static void discrete(double[] sample, int cells, IntToDoubleFunction probability) {
    double[] count = new double[cells + 1];
    for (double x : sample) {
      assertTrue(x == Math.rint(x) && x >= 0, "not a count: " + x);
      count[(int) Math.min(x, cells)]++;
    }
    double statistic = 0;
    int freedom = -1;
    double observed = 0;
    double expected = 0;
    double rest = 1;
    for (int k = 0; k <= cells; k++) {
      double p = k < cells ? probability.applyAsDouble(k) : rest;
      rest -= p;
      observed += count[k];
      expected += p * sample.length;
      boolean enoughLeft = rest * sample.length >= 8;
      if (k == cells || (expected >= 8 && enoughLeft)) {
        if (expected < 1e-9 * sample.length) {
          assertTrue(observed == 0, "an impossible value was drawn");
        } else {
          statistic += (observed - expected) * (observed - expected) / expected;
          freedom++;
        }
        observed = 0;
        expected = 0;
      }
    }
    double p = 1 - Reference.gammaCdf(freedom / 2.0, statistic / 2);
    assertTrue(p > 1e-3, "chi-square " + statistic + " with " + freedom + " degrees, p = " + p);
  }
}
