package dev.merapi.tensor.internal.special;

import dev.merapi.tensor.internal.kernel.LgammaKernel;
import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;

/** Gamma(a + k) / Gamma(a). */
public final class RisingFactorial {
  private RisingFactorial() {}

  /**
   * Its logarithm, for a from {@link Stirling#LARGE} on as k ln(a + k) &minus; ln(1 + k/a)/2
   * &minus; a (k/a &minus; ln(1 + k/a)) and the difference of Stirling's remainders.
   */
  public static double log(double a, double k) {
    if (!(a > 0 && k >= 0)) {
      return Double.NaN;
    }
    if (a < Stirling.LARGE) {
      return LgammaKernel.scalar(a + k) - LgammaKernel.scalar(a);
    }
    double part = k / a;
    double main = k * LogKernel.scalar(a + k) - 0.5 * Log1pKernel.scalar(part);
    double rest = Stirling.remainder(a + k) - Stirling.remainder(a);
    return main - a * Stirling.excess(1 + part, part) + rest;
  }
}
