package dev.merapi.tensor.internal.special;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * {@code log B(a, b) = lgamma(a) + lgamma(b) - lgamma(a + b)} without the cancellation for large
 * arguments (Didonato and Morris, ACM TOMS 18 (1992) 360, as in Commons Numbers); relative error
 * about 1e-14. Domain a, b &gt; 0, else NaN.
 */
public final class LogBetaFunction {
  private LogBetaFunction() {}

  /** log B(a, b). */
  public static double value(double a, double b) {
    return LogBeta.value(a, b);
  }
}
