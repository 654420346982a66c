package dev.merapi.dist.special;

import dev.merapi.tensor.kernel.LogKernel;

/**
 * The modified Bessel functions I₀ and I₁ for x ≥ 0, without the factor eˣ: the power series
 * (Abramowitz and Stegun 9.6.10), whose terms are all positive, below 25, and the asymptotic series
 * (9.7.1) beyond, where its least term is below 1e-20.
 */
final class Bessel {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  private Bessel() {}

  /** ln I₀(x). */
  static double logI0(double x) {
    double size = Math.abs(x);
    return size < 25
        ? LogKernel.scalar(series(0, size))
        : size - 0.5 * LogKernel.scalar(size) - HALF_LOG_TWO_PI + LogKernel.scalar(tail(0, size));
  }

  /** I₁(x) / I₀(x), odd in x. */
  static double ratio(double x) {
    double size = Math.abs(x);
    double ratio =
        size < 25 ? size / 2 * series(1, size) / series(0, size) : tail(1, size) / tail(0, size);
    return Math.copySign(ratio, x);
  }

  /** Iₙ(x) / (x/2)ⁿ = Σ (x²/4)ᵏ / (k! (n + k)!) for n = 0, 1. */
  private static double series(int n, double x) {
    double quarter = x * x / 4;
    double term = 1;
    double sum = 1;
    for (int k = 1; term > 1e-18 * sum; k++) {
      term *= quarter / (k * (double) (k + n));
      sum += term;
    }
    return sum;
  }

  /** √(2πx) e⁻ˣ Iₙ(x) = 1 − (μ − 1)/8x + (μ − 1)(μ − 9)/2!(8x)² − …, with μ = 4n². */
  private static double tail(int n, double x) {
    double mu = 4.0 * n * n;
    double term = 1;
    double sum = 1;
    for (int k = 1; k < 30 && Math.abs(term) > 1e-18; k++) {
      double odd = 2 * k - 1;
      term *= -(mu - odd * odd) / (k * 8.0 * x);
      sum += term;
    }
    return sum;
  }
}
