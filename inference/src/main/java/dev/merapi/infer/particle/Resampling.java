package dev.merapi.infer.particle;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.Arrays;

/**
 * How a population is chosen anew: n ancestors out of weighted particles, particle i on average n
 * wᵢ times.
 *
 * <p>All but the multinomial one choose particle i either ⌊n wᵢ⌋ or ⌈n wᵢ⌉ times, the stratified
 * one within one of that, and vary less.
 *
 * <p>Sources: Douc, Cappé and Moulines, "Comparison of resampling schemes for particle filtering"
 * (2005); Gerber, Chopin and Whiteley, "Negative association, ordering and convergence of
 * resampling methods" (2019), section 3, for the Srinivasan sampling process.
 */
@FunctionalInterface
public interface Resampling {
  /** n independent choices. */
  Resampling MULTINOMIAL =
      (key, weights, n) -> {
        double[] uniforms = uniforms(key, n);
        Arrays.sort(uniforms);
        return Inverse.at(weights, uniforms);
      };

  /** The quantiles at (i + Uᵢ)/n. */
  Resampling STRATIFIED =
      (key, weights, n) -> {
        double[] uniforms = uniforms(key, n);
        for (int i = 0; i < n; i++) {
          uniforms[i] = (i + uniforms[i]) / n;
        }
        return Inverse.at(weights, uniforms);
      };

  /** The quantiles at (i + U)/n with one U. */
  Resampling SYSTEMATIC =
      (key, weights, n) -> {
        double shift = Draws.uniform(key);
        double[] uniforms = new double[n];
        for (int i = 0; i < n; i++) {
          uniforms[i] = (i + shift) / n;
        }
        return Inverse.at(weights, uniforms);
      };

  /** ⌊n wᵢ⌋ times each; the rest by independent choices with the remainders as weights. */
  Resampling RESIDUAL = (key, weights, n) -> Remainders.of(weights, n).independent(key);

  /** ⌊n wᵢ⌋ times each; the remainders two by two, until each is 0 or 1. */
  Resampling SSP = (key, weights, n) -> Remainders.of(weights, n).pairwise(key);

  /**
   * The ancestors of the next population.
   *
   * @param weights not negative, with sum 1
   * @param n how many
   * @return n indices of weights, ascending
   */
  int[] ancestors(Key key, double[] weights, int n);

  private static double[] uniforms(Key key, int n) {
    double[] uniforms = new double[n];
    Draws.uniform(key, uniforms, 0, n);
    return uniforms;
  }
}
