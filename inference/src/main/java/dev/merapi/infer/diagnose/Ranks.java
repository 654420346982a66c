package dev.merapi.infer.diagnose;

import dev.merapi.infer.internal.Samples;
import dev.merapi.tensor.internal.kernel.NormalIcdfKernel;
import java.util.Arrays;

/**
 * Rank normalisation: each draw is replaced by the normal score z = Φ⁻¹((r − 3/8)/(S + 1/4)) of its
 * rank r among all S draws, ties sharing their average rank. What is computed from scores exists
 * whatever the tails, and does not change under monotone transformations.
 *
 * <p>Source: Vehtari et al. (2021), equation 14, with the offsets of Blom (1958).
 */
final class Ranks {
  private Ranks() {}

  /** The normal scores of {@code chains}, of the same shape. */
  static double[][] normalised(double[][] chains) {
    double[] sorted = Samples.sorted(chains);
    double[] score = new double[sorted.length];
    for (int from = 0; from < sorted.length; ) {
      int to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      double rank = 0.5 * (from + 1 + to);
      Arrays.fill(
          score, from, to, NormalIcdfKernel.scalar((rank - 0.375) / (sorted.length + 0.25)));
      from = to;
    }
    return Samples.map(chains, x -> score[Arrays.binarySearch(sorted, x)]);
  }

  /** The distances |x − median| of {@code chains}: what differs when chains differ in scale. */
  static double[][] folded(double[][] chains) {
    double median = Quantiles.ofSorted(Samples.sorted(chains), 0.5);
    return Samples.map(chains, x -> Math.abs(x - median));
  }
}
