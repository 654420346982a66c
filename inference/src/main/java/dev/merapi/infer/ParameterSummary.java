package dev.merapi.infer;

import dev.merapi.infer.diagnose.Ess;
import dev.merapi.infer.diagnose.Mcse;
import dev.merapi.infer.diagnose.Quantiles;
import dev.merapi.infer.diagnose.Rhat;
import dev.merapi.infer.internal.Samples;

/**
 * One scalar of a posterior in a line.
 *
 * @param name what it is called, as {@code theta[1]}
 * @param mean the mean of the draws
 * @param sd their standard deviation, divisor S − 1
 * @param q05 the 5 % quantile
 * @param q50 the median
 * @param q95 the 95 % quantile
 * @param essBulk {@link Ess#bulk}
 * @param essTail {@link Ess#tail}
 * @param rhat {@link Rhat#of}
 * @param mcseMean {@link Mcse#mean}
 */
public record ParameterSummary(
    String name,
    double mean,
    double sd,
    double q05,
    double q50,
    double q95,
    double essBulk,
    double essTail,
    double rhat,
    double mcseMean) {
  /** The summary of the draws of one scalar, [chain][draw]. */
  public static ParameterSummary of(String name, double[][] chains) {
    double[] sorted = Samples.sorted(chains);
    return new ParameterSummary(
        name,
        Samples.mean(sorted),
        Math.sqrt(Samples.variance(sorted)),
        Quantiles.ofSorted(sorted, 0.05),
        Quantiles.ofSorted(sorted, 0.5),
        Quantiles.ofSorted(sorted, 0.95),
        Ess.bulk(chains),
        Ess.tail(chains),
        Rhat.of(chains),
        Mcse.mean(chains));
  }
}
