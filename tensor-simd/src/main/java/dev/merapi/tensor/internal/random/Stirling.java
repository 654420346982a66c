package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;

/**
 * Logarithms of ratios of factorials and powers without cancellation, for the acceptance tests of
 * counts. Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000),
 * equations (1) to (5).
 */
final class Stirling {
  static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

  private Stirling() {}

  /**
   * The remainder {@code δ(k) = log k! − (k + 1/2)·log k + k − log √(2π)}, {@code k ≥ 1}:
   * Stirling's series from 16 on, below it the recurrence {@code δ(k) = δ(k+1) + (k + 1/2)·log(1 +
   * 1/k) − 1}.
   */
  static double remainder(double k) {
    double sum = 0;
    double n = k;
    for (; n < 16; n++) {
      sum += (n + 0.5) * Log1pKernel.scalar(1 / n) - 1;
    }
    double q = 1 / (n * n);
    return sum + (1.0 / 12 - q * (1.0 / 360 - q * (1.0 / 1260 - q / 1680))) / n;
  }

  /** The deviance {@code k·log(k/m) + m − k} for {@code k ≥ 0}, {@code m > 0}. */
  static double deviance(double k, double m) {
    if (k == 0) {
      return m;
    }
    double t = (k - m) / m;
    return m * ((1 + t) * Log1pKernel.scalar(t) - t);
  }

  /**
   * {@code log(m^k·e^−m / k!)}: the Poisson log-mass, whatever the size of {@code k} and {@code m}.
   */
  static double logPoisson(double k, double m) {
    if (k == 0) {
      return -m;
    }
    return -deviance(k, m) - remainder(k) - 0.5 * LogKernel.scalar(k) - HALF_LOG_TWO_PI;
  }
}
