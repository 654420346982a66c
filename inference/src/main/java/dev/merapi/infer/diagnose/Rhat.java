package dev.merapi.infer.diagnose;

import dev.merapi.infer.internal.Samples;
import java.util.Arrays;

/**
 * R̂, the factor by which the scale of the draws might still shrink: how much chains, each split in
 * two, differ from each other compared with how much they vary within.
 *
 * <pre>
 *   B = n Var(chain means)   W = mean(chain variances)   R̂ = √(((n − 1)/n · W + B/n) / W)
 * </pre>
 *
 * <p>Near 1 when the chains agree; above 1.01 they do not yet. NaN if draws do not vary.
 *
 * <p>Source: Vehtari et al. (2021), equations 1–4 and section 4.
 */
public final class Rhat {
  private Rhat() {}

  /**
   * The larger of {@link #bulk} and {@link #folded}: chains differ in place, or in scale. The
   * former alone if all draws are equally far from the median.
   */
  public static double of(double[][] chains) {
    double folded = folded(chains);
    return Double.isNaN(folded) ? bulk(chains) : Math.max(bulk(chains), folded);
  }

  /** Split R̂ of the normal scores: do chains differ in location? */
  public static double bulk(double[][] chains) {
    Samples.requireRectangular(chains);
    return Samples.isInformative(chains)
        ? ofSplit(Ranks.normalised(Samples.split(chains)))
        : Double.NaN;
  }

  /** Split R̂ of the normal scores of the distances from the median: do chains differ in scale? */
  public static double folded(double[][] chains) {
    Samples.requireRectangular(chains);
    return Samples.isInformative(chains)
        ? ofSplit(Ranks.normalised(Ranks.folded(Samples.split(chains))))
        : Double.NaN;
  }

  /** Split R̂ of the draws as they are. */
  public static double basic(double[][] chains) {
    Samples.requireRectangular(chains);
    return Samples.isInformative(chains) ? ofSplit(Samples.split(chains)) : Double.NaN;
  }

  private static double ofSplit(double[][] chains) {
    double n = chains[0].length;
    double within = Arrays.stream(chains).mapToDouble(Samples::variance).average().orElse(0);
    double between = Samples.variance(Arrays.stream(chains).mapToDouble(Samples::mean).toArray());
    return Math.sqrt((n - 1) / n + between / within);
  }
}
