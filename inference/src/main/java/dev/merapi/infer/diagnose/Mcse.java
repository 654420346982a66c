package dev.merapi.infer.diagnose;

import dev.merapi.infer.internal.Samples;
import dev.merapi.tensor.internal.op.BetaIInverse;

/**
 * Monte Carlo standard errors: how far an estimate from these draws may lie from the one that
 * infinitely many would give.
 *
 * <p>NaN if draws do not vary.
 */
public final class Mcse {
  /** Φ(−1). */
  private static final double ONE_SD_BELOW = 0.15865525393145705;

  private Mcse() {}

  /** Of the mean: sd/√ESS. Source: Vehtari et al. (2021), section 4.2. */
  public static double mean(double[][] chains) {
    return Math.sqrt(Samples.variance(Samples.pooled(chains)) / Ess.mean(chains));
  }

  /**
   * Of the standard deviation s, by the delta method from that of the variance: se(s²)/(2s), where
   * se(s²)² = Var((x − x̄)²)/ESS((x − x̄)²).
   */
  public static double sd(double[][] chains) {
    double mean = Samples.mean(Samples.pooled(chains));
    double[][] squares = Samples.map(chains, x -> (x - mean) * (x - mean));
    double[] pooled = Samples.pooled(squares);
    double variance = Samples.mean(pooled);
    double fourth = 0;
    for (double square : pooled) {
      fourth += square * square / pooled.length;
    }
    return Math.sqrt((fourth - variance * variance) / Ess.mean(squares) / variance) / 2;
  }

  /**
   * Of the quantile at p: half the distance of the order statistics between which the quantile lies
   * with the probability of one standard error to either side, which is that of a Beta(ESS·p + 1,
   * ESS·(1 − p) + 1). Source: Vehtari et al. (2021), section 4.4; order statistics as in ArviZ.
   */
  public static double quantile(double[][] chains, double p) {
    double ess = Ess.quantile(chains, p);
    if (Double.isNaN(ess)) {
      return Double.NaN;
    }
    double[] sorted = Samples.sorted(chains);
    int last = sorted.length - 1;
    double low = beta(ess, p, ONE_SD_BELOW) * sorted.length - 1;
    double high = beta(ess, p, 1 - ONE_SD_BELOW) * sorted.length - 1;
    double below = sorted[(int) Math.floor(Math.max(low, 0))];
    double above = sorted[(int) Math.ceil(Math.min(high, last))];
    return (above - below) / 2;
  }

  private static double beta(double ess, double p, double probability) {
    return new BetaIInverse().scalar(ess * p + 1, ess * (1 - p) + 1, probability);
  }
}
