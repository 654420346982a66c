package dev.merapi.infer.diagnose;

import dev.merapi.tensor.ArgumentException;
import java.util.Arrays;
import java.util.Locale;

/**
 * The tail index of importance weights: of a generalised Pareto distribution fitted to the largest
 * of them ({@link ParetoTail}). Weights with index k have 1/k moments, so below 0.5 an importance
 * estimate has a variance, and up to 0.7 it is still of use (Vehtari, Simpson, Gelman, Yao and
 * Gabry, "Pareto smoothed importance sampling", 2024, section 3.2).
 *
 * @param value k̂; +∞ if it cannot be fitted
 * @param low the lower end of an interval of 95 %: k̂ − 1.96 (1 + k̂)/√M with the M weights of the
 *     tail, by the variance (1 + k)²/M of the estimate of greatest likelihood
 * @param high its upper end
 * @param effective how many independent draws the smoothed weights are worth, (Σ w)²/Σ w²
 */
public record KHat(double value, double low, double high, double effective) {
  /** Above this, an approximation is not to be trusted, nor repaired by weights. */
  public static final double UNRELIABLE = 0.7;

  /**
   * Of the logarithms of weights.
   *
   * @throws ArgumentException if there are fewer than 25 of them, or one is NaN or +∞
   */
  public static KHat of(double[] logWeights) {
    if (logWeights.length < 25) {
      throw new ArgumentException(
          "A tail index needs at least 25 weights, but there are %d.".formatted(logWeights.length));
    }
    for (double weight : logWeights) {
      if (Double.isNaN(weight) || weight == Double.POSITIVE_INFINITY) {
        throw new ArgumentException(
            "The logarithm of a weight is %s, so the weights have no tail to fit."
                .formatted(weight));
      }
    }
    double[] smoothed = logWeights.clone();
    double k = ParetoTail.smooth(smoothed, 1);
    double squares = Arrays.stream(smoothed).map(w -> StrictMath.exp(2 * w)).sum();
    int tail = (int) Math.ceil(Math.min(0.2 * smoothed.length, 3 * Math.sqrt(smoothed.length)));
    double half = 1.96 * (1 + k) / Math.sqrt(tail);
    return Double.isFinite(k)
        ? new KHat(k, k - half, k + half, 1 / squares)
        : new KHat(k, k, k, 1 / squares);
  }

  /**
   * The logarithms of the weights after the largest were replaced by the order statistics that a
   * generalised Pareto distribution expects, up to a constant.
   */
  public static double[] smoothed(double[] logWeights) {
    double[] smoothed = logWeights.clone();
    var _ = ParetoTail.smooth(smoothed, 1);
    return smoothed;
  }

  /** Whether k̂ is at most 0.7. */
  public boolean isReliable() {
    return value <= UNRELIABLE;
  }

  /** As {@code 0.31 (0.12 to 0.50)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", value, low, high);
  }
}
