package dev.merapi.tensor.internal.special;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;
import dev.merapi.tensor.internal.kernel.NormalCdfKernel;

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

  private LargeShape() {}

  static double lower(double a, double x) {
    return tail(a, x, 1);
  }

  static double upper(double a, double x) {
    return tail(a, x, -1);
  }

  private static double tail(double a, double x, int side) {
    double mu = (x - a) / a;
    double half = halfSquare(x / a, mu);
    double eta = Math.copySign(Math.sqrt(2 * half), mu);
    double correction = ExpKernel.scalar(-a * half) / Math.sqrt(2 * Math.PI * a) * first(mu, eta);
    double main = NormalCdfKernel.scalar(side * eta * Math.sqrt(a));
    return Math.clamp(main - side * correction, 0.0, 1.0);
  }

  /** λ − 1 − ln λ for λ = 1 + μ: near 1 as μ²/2 − μ³/3 + μ⁴/4 − … */
  private static double halfSquare(double lambda, double mu) {
    if (Math.abs(mu) >= NEAR) {
      double log = Math.abs(mu) < 0.5 ? Log1pKernel.scalar(mu) : LogKernel.scalar(lambda);
      return mu == Double.POSITIVE_INFINITY ? mu : mu - log;
    }
    double sum = 0;
    for (int k = 9; k >= 2; k--) {
      sum = 1.0 / k - mu * sum;
    }
    return mu * mu * sum;
  }

  /** c₀; near λ = 1 by its power series −1/3 + η/12 − 2η²/135 + η³/864 (handbook 8.12.12). */
  private static double first(double mu, double eta) {
    if (Math.abs(mu) >= NEAR) {
      return 1 / mu - 1 / eta;
    }
    return -1.0 / 3 + eta * (1.0 / 12 + eta * (-2.0 / 135 + eta / 864));
  }
}
