package dev.merapi.infer.diagnose;

import dev.merapi.infer.internal.Samples;
import dev.merapi.tensor.ArgumentException;
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

  /**
   * Nested R̂ of many short chains: do superchains, each of chains that began at one place, agree?
   * √(1 + B/W), B the variance of the means of superchains, W the mean over superchains of the
   * variance of the means of its chains (0 of a single one) and the mean variance within them (0 of
   * single draws). Near 1 with a single draw a chain if what is left of the starts is small.
   *
   * <p>Source: Margossian, Hoffman, Sountsov, Riou-Durand, Vehtari and Gelman, "Nested R̂:
   * assessing the convergence of Markov chain Monte Carlo when running many short chains" (2024),
   * section 2.
   *
   * @param superchains [superchain][chain][draw], at least two superchains
   * @throws ArgumentException if there are fewer, or one has no draws
   */
  public static double nested(double[][][] superchains) {
    if (superchains.length < 2
        || Arrays.stream(superchains)
            .anyMatch(s -> s.length == 0 || Arrays.stream(s).anyMatch(c -> c.length == 0))) {
      throw new ArgumentException(
          "Nested R̂ compares at least two superchains, each of chains with draws; there are %d superchains."
              .formatted(superchains.length));
    }
    double[] means = new double[superchains.length];
    double within = 0;
    for (int k = 0; k < means.length; k++) {
      double[][] chains = superchains[k];
      double[] own = Arrays.stream(chains).mapToDouble(Samples::mean).toArray();
      means[k] = Samples.mean(own);
      double between = own.length == 1 ? 0 : Samples.variance(own);
      double inside =
          Arrays.stream(chains)
              .mapToDouble(chain -> chain.length == 1 ? 0 : Samples.variance(chain))
              .average()
              .orElse(0);
      within += (between + inside) / means.length;
    }
    return Math.sqrt(1 + Samples.variance(means) / within);
  }

  private static double ofSplit(double[][] chains) {
    double n = chains[0].length;
    double within = Arrays.stream(chains).mapToDouble(Samples::variance).average().orElse(0);
    double between = Samples.variance(Arrays.stream(chains).mapToDouble(Samples::mean).toArray());
    return Math.sqrt((n - 1) / n + between / within);
  }
}
