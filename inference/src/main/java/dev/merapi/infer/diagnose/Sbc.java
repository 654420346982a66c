package dev.merapi.infer.diagnose;

import dev.merapi.infer.internal.given.Counts;
import dev.merapi.tensor.ArgumentException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Simulation-based calibration: parameters drawn from the prior, data drawn given them, and the
 * rank of each true parameter among L posterior draws. If the inference is right, ranks are uniform
 * on 0 … L.
 *
 * <p>Posterior draws must be close to independent: thin them by their autocorrelation first.
 *
 * <p>Source: Talts, Betancourt, Simpson, Vehtari and Gelman, "Validating Bayesian inference
 * algorithms with simulation-based calibration" (2018), theorem 1 and algorithm 1.
 *
 * @param draws L
 * @param ranks one rank a simulation
 */
public record Sbc(int draws, List<Integer> ranks) {
  /** Refuses ranks outside 0 … L. */
  public Sbc {
    ranks = List.copyOf(ranks);
    if (draws < 0) {
      throw new ArgumentException(
          "A rank is among the draws of a posterior, of which there cannot be " + draws + ".");
    }
    ranks.stream()
        .filter(rank -> rank < 0 || rank > draws)
        .findFirst()
        .ifPresent(
            rank -> {
              throw new ArgumentException(
                  "A rank among "
                      + draws
                      + " draws lies in 0 to "
                      + draws
                      + ", but one is "
                      + rank
                      + ".");
            });
  }

  /**
   * Every k-th of the draws of chains, k = max(1, ⌊n/wanted⌋): neighbours depend on each other, and
   * ranks among them are not uniform. At least as many as are wanted, where there are so many, and
   * fewer than twice as many.
   *
   * @throws ArgumentException if no draw is wanted
   */
  public static double[] thinned(double[] draws, int wanted) {
    if (wanted < 1) {
      throw new ArgumentException(
          "Sbc.thinned wants at least 1 draw, but " + wanted + " are wanted.");
    }
    int step = Math.max(1, draws.length / wanted);
    return IntStream.iterate(0, i -> i < draws.length, i -> i + step)
        .mapToDouble(i -> draws[i])
        .toArray();
  }

  /** The number of draws below the truth. */
  public static int rank(double truth, double[] draws) {
    int rank = 0;
    for (double draw : draws) {
      rank += draw < truth ? 1 : 0;
    }
    return rank;
  }

  /** (rank + 1)/(L + 1): uniform numbers if the ranks are, for an {@link EcdfBand}. */
  public double[] uniform() {
    return ranks.stream().mapToDouble(rank -> (rank + 1.0) / (draws + 1)).toArray();
  }

  /**
   * Where the distribution function of uniform ranks lies with this probability, everywhere at
   * once.
   *
   * @param probability as 0.95
   */
  public EcdfBand band(double probability) {
    return EcdfBand.of(ranks.size(), parts(), probability);
  }

  /** The largest divisor of L + 1 up to 100, or L + 1 where that is a prime. */
  private int parts() {
    return IntStream.iterate(100, k -> k > 1, k -> k - 1)
        .filter(k -> (draws + 1) % k == 0)
        .findFirst()
        .orElse(draws + 1);
  }

  /**
   * How many ranks fall into each of {@code bins} equal parts of 0 … L; bins must divide L + 1.
   *
   * @throws ArgumentException if the bins do not divide the possible ranks evenly
   */
  public List<Integer> histogram(int bins) {
    if (bins < 1 || (draws + 1) % bins != 0) {
      throw new ArgumentException(
          "Bins of equal width must divide the "
              + (draws + 1)
              + " possible ranks, but there are "
              + bins
              + ".");
    }
    Counts.of(bins, "bins", Integer.BYTES);
    int width = (draws + 1) / bins;
    return IntStream.range(0, bins)
        .map(bin -> (int) ranks.stream().filter(rank -> rank / width == bin).count())
        .boxed()
        .toList();
  }

  /** Pearson's Σ (observed − expected)²/expected over bins; χ² with bins − 1 degrees if uniform. */
  public double chiSquared(int bins) {
    double expected = (double) ranks.size() / bins;
    return histogram(bins).stream()
        .mapToDouble(count -> (count - expected) * (count - expected) / expected)
        .sum();
  }
}
