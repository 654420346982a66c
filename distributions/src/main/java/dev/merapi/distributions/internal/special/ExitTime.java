package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.internal.kernel.NormalCdfKernel;
import dev.merapi.tensor.internal.kernel.NormalIcdfKernel;

/**
 * The time at which a standard Brownian motion from 0 first leaves (−1, 1), by its quantiles. Early
 * times by images, F(t) = 4 (Φ(−z) − Φ(−3z) + …) with z = 1/√t, late ones by eigenfunctions, 1 −
 * F(t) = (4/π) Σ (−1)ᵏ e^(−(2k + 1)² π² t/8) / (2k + 1); each from its first term by Newton's
 * method.
 *
 * <p>Source: Feller, "An Introduction to Probability Theory and Its Applications" volume 2 (1971),
 * X.5, equations 5.8 and 5.9.
 */
public final class ExitTime {
  private static final double EARLY = 0.4;
  private static final double RATE = Math.PI * Math.PI / 8;

  private ExitTime() {}

  /** F(t), for t &gt; 0. */
  public static double cdf(double t) {
    if (t < 1) {
      double z = 1 / Math.sqrt(t);
      double images = NormalCdfKernel.scalar(-z) - NormalCdfKernel.scalar(-3 * z);
      return 4 * (images + NormalCdfKernel.scalar(-5 * z) - NormalCdfKernel.scalar(-7 * z));
    }
    double sum = Math.exp(-RATE * t) - Math.exp(-9 * RATE * t) / 3 + Math.exp(-25 * RATE * t) / 5;
    return 1 - 4 / Math.PI * sum;
  }

  /** The t with F(t) = p, 0 &lt; p &lt; 1. */
  public static double quantile(double p) {
    return p < EARLY ? early(p) : late(1 - p);
  }

  private static double early(double p) {
    double z = -NormalIcdfKernel.scalar(p / 4);
    for (int step = 0; step < 2; step++) {
      double value = NormalCdfKernel.scalar(-z) - NormalCdfKernel.scalar(-3 * z);
      double slope = Math.exp(-z * z / 2) - 3 * Math.exp(-4.5 * z * z);
      z += (value - p / 4) / (slope / Math.sqrt(2 * Math.PI));
    }
    return 1 / (z * z);
  }

  private static double late(double survival) {
    double t = -Math.log(survival * Math.PI / 4) / RATE;
    for (int step = 0; step < 3; step++) {
      double first = Math.exp(-RATE * t);
      double third = Math.exp(-9 * RATE * t);
      double fifth = Math.exp(-25 * RATE * t);
      double value = 4 / Math.PI * (first - third / 3 + fifth / 5);
      double density = Math.PI / 2 * (first - 3 * third + 5 * fifth);
      t += Math.log(value / survival) * value / density;
    }
    return t;
  }
}
