package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;

/**
 * Binomial of {@code n} trials with probability {@code p}: by inversion from 0 upwards where the
 * mean of the rarer outcome is below 10, else by transformed rejection with squeeze. For {@code p >
 * 1/2} the failures are drawn. Parameters outside their domain, {@code n ≥ 0} whole and {@code 0 ≤
 * p ≤ 1}, give NaN.
 *
 * <p>Source: W. Hörmann, "The generation of binomial random variates", Journal of Statistical
 * Computation and Simulation 46 (1993), 101–110, algorithm BTRS. The log-masses of its acceptance
 * test are the saddle-point form of {@link Stirling}.
 */
final class BinomialDraw {
  private BinomialDraw() {}

  static double of(Stream stream, double n, double p) {
    if (!(n >= 0 && n == Math.rint(n) && n <= 0x1p53 && p >= 0 && p <= 1)) {
      return Double.NaN;
    }
    if (p > 0.5) {
      return n - rarer(stream, n, 1 - p);
    }
    return rarer(stream, n, p);
  }

  private static double rarer(Stream stream, double n, double p) {
    if (n == 0 || p == 0) {
      return 0;
    }
    return n * p < 10 ? invert(stream, n, p) : reject(stream, n, p);
  }

  private static double invert(Stream stream, double n, double p) {
    double odds = p / (1 - p);
    double u = stream.uniform();
    double mass = ExpKernel.scalar(n * Log1pKernel.scalar(-p));
    double k = 0;
    while (u >= mass && k < n && !(k > n * p && mass < 0x1p-70)) {
      u -= mass;
      k++;
      mass *= (n - k + 1) / k * odds;
    }
    return k;
  }

  private static double reject(Stream stream, double n, double p) {
    double deviation = Math.sqrt(n * p * (1 - p));
    double b = 1.15 + 2.53 * deviation;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double centre = n * p + 0.5;
    double squeeze = 0.92 - 4.2 / b;
    double alpha = (2.83 + 5.1 / b) * deviation;
    double mode = logMass(Math.floor((n + 1) * p), n, p);
    while (true) {
      double u = stream.uniform() - 0.5;
      double v = stream.uniform();
      double s = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / s + b) * u + centre);
      if (s >= 0.07 && v <= squeeze) {
        return k;
      }
      if (k >= 0 && k <= n) {
        double log = LogKernel.scalar(v * alpha / (a / (s * s) + b));
        if (log <= logMass(k, n, p) - mode) {
          return k;
        }
      }
    }
  }

  /** The log-mass of {@code k}, up to a term that does not depend on {@code k}. */
  private static double logMass(double k, double n, double p) {
    double rest = n - k;
    double log = -Stirling.deviance(k, n * p) - Stirling.deviance(rest, n * (1 - p));
    return log - correction(k) - correction(rest);
  }

  /** {@code log k! − k·log k + k − log √(2π)}, zero's being {@code −log √(2π)}. */
  private static double correction(double k) {
    return k == 0 ? -Stirling.HALF_LOG_TWO_PI : Stirling.remainder(k) + 0.5 * LogKernel.scalar(k);
  }
}
