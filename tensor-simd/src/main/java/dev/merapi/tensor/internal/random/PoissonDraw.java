package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;

/**
 * Poisson of rate {@code λ ≥ 0}: below 10 by inversion from 0 upwards, above by transformed
 * rejection with squeeze. Rates that are negative or not finite give NaN. An instance is what all
 * draws of a rate have in common.
 *
 * <p>Source: W. Hörmann, "The transformed rejection method for generating Poisson random
 * variables", Insurance: Mathematics and Economics 12 (1993), 39–45, algorithm PTRS. Its acceptance
 * test is evaluated with {@link Stirling#logPoisson}, which keeps its digits for rates to 2^53.
 */
final class PoissonDraw {
  private final double rate;
  private final double mass;
  private final double b;
  private final double a;
  private final double inverseAlpha;
  private final double squeeze;

  private PoissonDraw(double rate) {
    this.rate = rate;
    this.mass = rate < 10 ? ExpKernel.scalar(-rate) : 0;
    this.b = 0.931 + 2.53 * Math.sqrt(rate);
    this.a = -0.059 + 0.02483 * b;
    this.inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    this.squeeze = 0.9277 - 3.6224 / (b - 2);
  }

  static PoissonDraw of(double rate) {
    return new PoissonDraw(rate);
  }

  boolean isOf(double other) {
    return rate == other;
  }

  double draw(Stream stream) {
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      return Double.NaN;
    }
    return rate < 10 ? invert(stream.uniform()) : reject(stream);
  }

  /** The first {@code k} whose distribution function exceeds {@code u}. */
  private double invert(double u) {
    double rest = u;
    double next = mass;
    double k = 0;
    // Beyond the mean, masses under 2^-70 can no longer move the sum: it has reached 1.
    while (rest >= next && !(k > rate && next < 0x1p-70)) {
      rest -= next;
      k++;
      next *= rate / k;
    }
    return k;
  }

  private double reject(Stream stream) {
    while (true) {
      double u = stream.uniform() - 0.5;
      double v = stream.uniform();
      double s = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / s + b) * u + rate + 0.43);
      if (s >= 0.07 && v <= squeeze) {
        return k;
      }
      if (k >= 0 && (s >= 0.013 || v <= s)) {
        double log = LogKernel.scalar(v * inverseAlpha / (a / (s * s) + b));
        if (log <= Stirling.logPoisson(k, rate)) {
          return k;
        }
      }
    }
  }
}
