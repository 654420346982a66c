package dev.merapi.tensor.internal.special;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.Expm1Kernel;
import dev.merapi.tensor.internal.kernel.LogKernel;
import dev.merapi.tensor.internal.kernel.NormalIcdfKernel;
import dev.merapi.tensor.internal.kernel.NormalLogCdfKernel;

/** The normal quantile from either end. */
public final class NormalTail {
  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

  /** Below this the probability is too small for a number. */
  private static final double DEEP = -700;

  private static final double VAST = 1e12;
  private static final double LOG_TWO = 0.6931471805599453;
  private static final int STEPS = 8;

  private NormalTail() {}

  /** The x with ln Phi(x) = log. */
  public static double quantile(double log) {
    if (!(log <= 0)) {
      return Double.NaN;
    }
    if (log > -LOG_TWO) {
      return -NormalIcdfKernel.scalar(-Expm1Kernel.scalar(log));
    }
    return log > DEEP ? NormalIcdfKernel.scalar(ExpKernel.scalar(log)) : deep(log);
  }

  /**
   * Newton's method on ln Phi, which is concave, from the first term of its asymptotic series, x² =
   * 2h − ln 2h with h = −log − ½ ln 2π. Where h is vast that term is the whole, and the Newton step
   * a difference of vast numbers.
   */
  private static double deep(double log) {
    if (log == Double.NEGATIVE_INFINITY) {
      return log;
    }
    double half = -(log + HALF_LOG_TWO_PI);
    double x = -Math.sqrt(2) * Math.sqrt(half - 0.5 * (LogKernel.scalar(half) + LOG_TWO));
    if (half > VAST) {
      return x;
    }
    for (int i = 0; i < STEPS; i++) {
      double at = NormalLogCdfKernel.scalar(x);
      double next = x - (at - log) * ExpKernel.scalar(at + 0.5 * x * x + HALF_LOG_TWO_PI);
      if (Math.abs(next - x) <= 0x1p-52 * Math.abs(x)) {
        return next;
      }
      x = next;
    }
    return x;
  }
}
