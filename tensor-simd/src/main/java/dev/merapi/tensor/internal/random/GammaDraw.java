package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;

/**
 * Gamma of shape {@code a > 0} and rate 1, by squeezed rejection from a cubed normal.
 *
 * <p>For {@code a ≥ 1}: with {@code d = a − 1/3}, {@code c = 1/√(9d)} and {@code v = (1 + c·z)³},
 * the value {@code d·v} is accepted when {@code log u < z²/2 + d·(1 − v + log v)}. For {@code a <
 * 1} the logarithm {@code log G(a + 1) + log(u)/a} is drawn, so tiny shapes lose nothing; only its
 * exponential is held at the smallest normal double, so that a draw stays inside the support.
 *
 * <p>NaN and shapes that are not positive give NaN, an infinite shape gives infinity. Source: G.
 * Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000),
 * 363–372, section 2 and the note on {@code a < 1} in section 6.
 */
final class GammaDraw {
  /**
   * From here on a proposal is rejected less than once in 10^12, and the test is rounding noise.
   */
  static final double CERTAIN = 0x1p40;

  /** The squeeze: a proposal from {@code z} is accepted if {@code u < 1 − SQUEEZE·z^4}. */
  static final double SQUEEZE = 0.0331;

  private GammaDraw() {}

  /** A draw, at least {@link Double#MIN_NORMAL}. */
  static double of(Stream stream, double a) {
    double value = a < 1 ? ExpKernel.scalar(log(stream, a)) : atLeastOne(stream, a);
    return value < Double.MIN_NORMAL ? Double.MIN_NORMAL : value;
  }

  /** The logarithm of a draw. */
  static double log(Stream stream, double a) {
    if (!(a > 0)) {
      return Double.NaN;
    }
    if (a < 1) {
      double boosted = LogKernel.scalar(atLeastOne(stream, a + 1));
      return boosted - stream.exponential() / a;
    }
    return LogKernel.scalar(atLeastOne(stream, a));
  }

  private static double atLeastOne(Stream stream, double a) {
    if (!(a < Double.POSITIVE_INFINITY)) {
      return a;
    }
    double d = a - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double z = stream.normal();
      double w = Math.fma(c, z, 1);
      if (w > 0) {
        double v = w * w * w;
        double u = stream.uniform();
        double z2 = z * z;
        if (d > CERTAIN
            || u < 1 - SQUEEZE * z2 * z2
            || LogKernel.scalar(u) < z2 / 2 + d * (1 - v + LogKernel.scalar(v))) {
          return d * v;
        }
      }
    }
  }
}
