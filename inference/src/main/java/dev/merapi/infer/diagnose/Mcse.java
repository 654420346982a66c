package dev.merapi.infer.diagnose;

/**
 * Monte Carlo standard errors: how far an estimate from these draws may lie from the one that
 * infinitely many would give.
 *
 * <p>NaN if draws do not vary.
 */
public final class Mcse {
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
}
