package dev.merapi.infer.diagnose;

import dev.merapi.infer.internal.Samples;
import dev.merapi.tensor.ArgumentException;

/**
 * Quantiles of draws: linear between order statistics, x₍₁₎ at p = 0 and x₍ₙ₎ at p = 1.
 *
 * <p>Source: Hyndman and Fan, "Sample quantiles in statistical packages" (1996), definition 7.
 */
public final class Quantiles {
  private Quantiles() {}

  /**
   * The quantile of all draws at p ∈ [0, 1]; NaN of nothing, or if a draw is NaN.
   *
   * @throws ArgumentException unless 0 ≤ p ≤ 1
   */
  public static double of(double[][] chains, double p) {
    return ofSorted(Samples.sorted(chains), p);
  }

  /**
   * The quantile of values in ascending order.
   *
   * @throws ArgumentException if p lies outside [0, 1]
   */
  public static double ofSorted(double[] sorted, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new ArgumentException("A quantile is taken at p in [0, 1], but p is " + p + ".");
    }
    // Sorting puts NaN last.
    if (sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1])) {
      return Double.NaN;
    }
    double position = p * (sorted.length - 1);
    int below = (int) Math.floor(position);
    double rest = position - below;
    return rest == 0 ? sorted[below] : sorted[below] + rest * (sorted[below + 1] - sorted[below]);
  }
}
