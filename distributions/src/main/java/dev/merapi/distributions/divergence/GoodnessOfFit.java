package dev.merapi.distributions.divergence;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Special;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;

/**
 * Whether draws follow a distribution: the probability that draws of the distribution fit it as
 * badly as the given ones do, or worse. A right sampler gives less than α with probability α, so a
 * test at a fixed key may ask for more than 1e-6, say.
 */
public final class GoodnessOfFit {
  private static final double LEAST = 5;

  private GoodnessOfFit() {}

  /**
   * For draws [N, E..] of one distribution: Pearson's test over all values where they can be
   * listed, else Kolmogorov's, for distributions of continuous numbers that know their cdf.
   *
   * @throws ShapeException if the distribution has batch axes
   * @throws ArgumentException if values can neither be listed nor are continuous numbers
   */
  public static double of(Distribution distribution, Tensor draws) {
    if (distribution.batchShape().rank() > 0) {
      throw new ShapeException(
          "Goodness of fit is a matter of one distribution, but this %s has batch shape %s; test its members one by one"
              .formatted(distribution.getClass().getSimpleName(), distribution.batchShape()));
    }
    if (distribution.isEnumerable()) {
      Tensor values = distribution.enumerateSupport(false);
      return pearson(
          seen(values, draws, distribution.eventDim()), distribution.logProb(values).exp());
    }
    if (distribution.eventDim() > 0 || distribution.isDiscrete()) {
      throw new ArgumentException(
          "Goodness of fit wants values that can be listed or continuous numbers, but a value of %s is %s; test a number that is computed from the draws"
              .formatted(
                  distribution.getClass().getSimpleName(), distribution.support().describe()));
    }
    return kolmogorov(distribution.cdf(draws));
  }

  /** How often each value [K, E..] is among the draws [N, E..]. */
  private static Tensor seen(Tensor values, Tensor draws, int eventDim) {
    Tensor equal = values.unsqueeze(1).eq(draws.unsqueeze(0));
    for (int i = 0; i < eventDim; i++) {
      equal = equal.min(-1);
    }
    return equal.sum(-1);
  }

  /**
   * For counts [K] of categories with given probabilities: the tail of the χ² distribution beyond Σ
   * (seen − expected)²/expected. Categories of which fewer than 5 are expected count as one.
   *
   * @throws ShapeException if the arguments are not of one shape [K]
   */
  public static double pearson(Tensor seen, Tensor probs) {
    if (!seen.shape().equals(probs.shape()) || seen.rank() != 1) {
      throw new ShapeException(
          "pearson wants counts and probabilities of one shape [K], but they have shapes %s and %s"
              .formatted(seen.shape(), probs.shape()));
    }
    double[] counts = seen.toArray();
    double[] expected = probs.times(seen.sum()).toArray();
    double statistic = 0;
    double rest = 0;
    double restSeen = 0;
    int cells = 0;
    for (int i = 0; i < counts.length; i++) {
      if (expected[i] >= LEAST) {
        statistic += Math.pow(counts[i] - expected[i], 2) / expected[i];
        cells++;
      } else {
        rest += expected[i];
        restSeen += counts[i];
      }
    }
    if (rest == 0 && restSeen > 0) {
      return 0;
    }
    if (rest > 0) {
      statistic += Math.pow(restSeen - rest, 2) / rest;
      cells++;
    }
    Tensor freedom = Tensor.scalar((cells - 1) / 2.0);
    return cells < 2 ? 1 : Special.gammaQ(freedom, Tensor.scalar(statistic / 2)).item();
  }

  /**
   * For numbers [N] that should be uniform on (0, 1): with D the greatest gap between their
   * distribution function and the diagonal, at most 2 e^(−2ND²), which is no less than the
   * probability (Massart 1990).
   */
  public static double kolmogorov(Tensor uniforms) {
    double[] sorted = uniforms.toArray();
    Arrays.sort(sorted);
    int n = sorted.length;
    double gap = 0;
    for (int i = 0; i < n; i++) {
      gap = Math.max(gap, Math.max(sorted[i] - (double) i / n, (i + 1.0) / n - sorted[i]));
    }
    return Double.isNaN(gap) ? 0 : Math.min(1, 2 * Math.exp(-2 * n * gap * gap));
  }
}
