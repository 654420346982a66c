package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.ExpKernel;

/**
 * Beta of shapes {@code a, b > 0}: {@code G_a / (G_a + G_b)} for independent gammas, computed from
 * their logarithms as {@code 1/(1 + exp(log G_b − log G_a))}, so tiny shapes do not become 0/0.
 *
 * <p>The value is held in {@code [2^-1022, 1 − 2^-53]}, inside the support. Shapes outside their
 * domain give NaN.
 */
final class BetaDraw {
  private static final double LARGEST = 1 - 0x1p-53;

  private BetaDraw() {}

  static double of(Stream stream, double a, double b) {
    double logA = GammaDraw.log(stream, a);
    double logB = GammaDraw.log(stream, b);
    double value = 1 / (1 + ExpKernel.scalar(logB - logA));
    return value < Double.MIN_NORMAL ? Double.MIN_NORMAL : Math.min(value, LARGEST);
  }
}
