package dev.merapi.tensor.internal.special;

import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;

/** Parts of Stirling's formula that do not cancel where arguments are large. */
public final class Stirling {
  /** From here on the remainder is known to the last digit. */
  public static final double LARGE = 10;

  /**
   * B₂ₖ/(2k(2k − 1)), the coefficients of ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π) in odd powers of
   * 1/x.
   */
  private static final double[] COEFFICIENTS = {
    1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156
  };

  /** Where λ is so near to 1, a power series replaces the difference. */
  private static final double NEAR = 0x1p-7;

  private Stirling() {}

  /** ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π) for x ≥ {@value #LARGE}. */
  public static double remainder(double x) {
    double square = 1 / (x * x);
    double sum = 0;
    for (int k = COEFFICIENTS.length - 1; k >= 0; k--) {
      sum = Math.fma(sum, square, COEFFICIENTS[k]);
    }
    return sum / x;
  }

  /** λ − 1 − ln λ for λ = 1 + μ: near 1 as μ²/2 − μ³/3 + μ⁴/4 − … */
  public static double excess(double lambda, double mu) {
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
}
