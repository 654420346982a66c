package dev.merapi.infer.diagnose;

import dev.merapi.infer.internal.Samples;

/**
 * The effective sample size: how many independent draws would estimate as well.
 *
 * <p>Source: Vehtari et al. (2021), sections 3.2, 4.1 and 4.3. NaN if draws do not vary.
 */
public final class Ess {
  private Ess() {}

  /** For the centre of the distribution: of the normal scores. */
  public static double bulk(double[][] chains) {
    Samples.requireRectangular(chains);
    return Samples.isInformative(chains)
        ? Autocorrelation.ess(Ranks.normalised(Samples.split(chains)))
        : Double.NaN;
  }

  /** For the tails: the smaller of those of the 5 % and the 95 % quantile. */
  public static double tail(double[][] chains) {
    return Math.min(quantile(chains, 0.05), quantile(chains, 0.95));
  }

  /**
   * For the quantile at p: of the indicator of not exceeding it. If no draw exceeds it, as may be
   * for draws with ties, all draws agree on that and all count.
   */
  public static double quantile(double[][] chains, double p) {
    Samples.requireRectangular(chains);
    if (!Samples.isInformative(chains)) {
      return Double.NaN;
    }
    double quantile = Quantiles.of(chains, p);
    double[][] below = Samples.map(Samples.split(chains), x -> x <= quantile ? 1 : 0);
    return Samples.isInformative(below)
        ? Autocorrelation.ess(below)
        : (double) below.length * below[0].length;
  }

  /** For the mean: of the draws as they are. */
  public static double mean(double[][] chains) {
    Samples.requireRectangular(chains);
    return Samples.isInformative(chains) ? Autocorrelation.ess(Samples.split(chains)) : Double.NaN;
  }
}
