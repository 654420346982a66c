package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;

/**
 * Binomial of {@code n} trials with probability {@code p}: by inversion from 0 upwards where the
 * mean of the rarer outcome is below 10, else by transformed rejection with squeeze. For {@code p >
 * 1/2} the failures are drawn. Parameters outside their domain, {@code n ≥ 0} whole and {@code 0 ≤
 * p ≤ 1}, give NaN. An instance is what all draws of two parameters have in common.
 *
 * <p>Source: W. Hörmann, "The generation of binomial random variates", Journal of Statistical
 * Computation and Simulation 46 (1993), 101–110, algorithm BTRS. The log-masses of its acceptance
 * test are the saddle-point form of {@link Stirling}.
 */
final class BinomialDraw {
  private final double n;
  private final double p;
  private final boolean within;

  /** The probability of the rarer outcome. */
  private final double rarer;

  private final boolean few;

  /** The mass of 0, where there are few. */
  private final double zero;

  private final double b;
  private final double a;
  private final double squeeze;
  private final double alpha;
  private final double mode;

  private BinomialDraw(double n, double p) {
    this.n = n;
    this.p = p;
    this.within = n >= 0 && n == Math.rint(n) && n <= 0x1p53 && p >= 0 && p <= 1;
    this.rarer = p > 0.5 ? 1 - p : p;
    this.few = n * rarer < 10;
    this.zero = within && few ? ExpKernel.scalar(n * Log1pKernel.scalar(-rarer)) : 0;
    double deviation = Math.sqrt(n * rarer * (1 - rarer));
    this.b = 1.15 + 2.53 * deviation;
    this.a = -0.0873 + 0.0248 * b + 0.01 * rarer;
    this.squeeze = 0.92 - 4.2 / b;
    this.alpha = (2.83 + 5.1 / b) * deviation;
    this.mode = within && !few ? logMass(Math.floor((n + 1) * rarer), n, rarer) : 0;
  }

  static BinomialDraw of(double n, double p) {
    return new BinomialDraw(n, p);
  }

  boolean isOf(double otherN, double otherP) {
    return n == otherN && p == otherP;
  }

  double draw(Stream stream) {
    if (!within) {
      return Double.NaN;
    }
    return p > 0.5 ? n - rare(stream) : rare(stream);
  }

  private double rare(Stream stream) {
    if (n == 0 || rarer == 0) {
      return 0;
    }
    return few ? invert(stream.uniform()) : reject(stream);
  }

  private double invert(double u) {
    double odds = rarer / (1 - rarer);
    double rest = u;
    double mass = zero;
    double k = 0;
    while (rest >= mass && k < n && !(k > n * rarer && mass < 0x1p-70)) {
      rest -= mass;
      k++;
      mass *= (n - k + 1) / k * odds;
    }
    return k;
  }

  private double reject(Stream stream) {
    double centre = n * rarer + 0.5;
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
        if (log <= logMass(k, n, rarer) - mode) {
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
