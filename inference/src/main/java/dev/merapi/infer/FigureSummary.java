package dev.merapi.infer;

import java.util.Arrays;

/**
 * A statistic of the sampler in a line.
 *
 * @param name what it is called
 * @param mean its mean over all draws
 * @param least the least of them
 * @param greatest the greatest
 */
public record FigureSummary(String name, double mean, double least, double greatest) {
  /** The summary of a statistic, [chain][draw]. */
  public static FigureSummary of(String name, double[][] chains) {
    double[] all = Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
    return new FigureSummary(
        name,
        Arrays.stream(all).average().orElse(Double.NaN),
        Arrays.stream(all).min().orElse(Double.NaN),
        Arrays.stream(all).max().orElse(Double.NaN));
  }
}
