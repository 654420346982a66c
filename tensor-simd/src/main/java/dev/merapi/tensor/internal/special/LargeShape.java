package dev.merapi.tensor.internal.special;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.NormalCdfKernel;
import dev.merapi.tensor.internal.kernel.NormalLogCdfKernel;

/**
 * P(a, x) for very large a, where series and continued fractions would need √a terms: with λ = x/a
 * and ½η² = λ − 1 − ln λ, signed like λ − 1,
 *
 * <p>P = Φ(η √a) − e^(−½aη²)/√(2πa) · c₀(η), Q = Φ(−η √a) + the same, c₀ = 1/(λ − 1) − 1/η
 *
 * <p>(Temme 1979, SIAM J. Math. Anal. 10, equations 1.4 and 3.7; NIST handbook 8.12.3 to 8.12.7).
 * The next term is smaller by 1/(180 a), which from a = 1e8 on is nothing.
 */
final class LargeShape {
  /** From here on a is very large. */
  static final double LARGE = 1e8;

  /** Where λ is so near to 1, power series replace differences. */
  private static final double NEAR = 0x1p-7;

  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

  private LargeShape() {}

  static double lower(double a, double x) {
    return tail(a, x, 1);
  }

  static double upper(double a, double x) {
    return tail(a, x, -1);
  }

  /**
   * The logarithm of P, or of Q for side -1, where these underflow: what is beside Φ is a factor.
   */
  static double logTail(double a, double x, int side) {
    double mu = (x - a) / a;
    double eta = Math.copySign(Math.sqrt(2 * Stirling.excess(x / a, mu)), mu);
    double t = side * eta * Math.sqrt(a);
    double main = NormalLogCdfKernel.scalar(t);
    double ratio = ExpKernel.scalar(-0.5 * t * t - HALF_LOG_TWO_PI - main);
    return main + Log1pKernel.scalar(-side * first(mu, eta) * ratio / Math.sqrt(a));
  }

  private static double tail(double a, double x, int side) {
    double mu = (x - a) / a;
    double half = Stirling.excess(x / a, mu);
    double eta = Math.copySign(Math.sqrt(2 * half), mu);
    double correction = ExpKernel.scalar(-a * half) / Math.sqrt(2 * Math.PI * a) * first(mu, eta);
    double main = NormalCdfKernel.scalar(side * eta * Math.sqrt(a));
    return Math.clamp(main - side * correction, 0.0, 1.0);
  }

  /** c₀; near λ = 1 by its power series −1/3 + η/12 − 2η²/135 + η³/864 (handbook 8.12.12). */
  private static double first(double mu, double eta) {
    if (Math.abs(mu) >= NEAR) {
      return 1 / mu - 1 / eta;
    }
    return -1.0 / 3 + eta * (1.0 / 12 + eta * (-2.0 / 135 + eta / 864));
  }
}
