package dev.merapi.infer.diagnose;

import dev.merapi.infer.internal.Samples;
import dev.merapi.tensor.ArgumentException;

/**
 * The highest posterior density interval of draws: the shortest one that reaches over a given share
 * of them. A single interval, also where the density has several modes.
 *
 * <p>Source: Chen and Shao, "Monte Carlo estimation of Bayesian credible and HPD intervals" (1999).
 *
 * @param low the lower end, a draw
 * @param high the upper end, a draw
 */
public record Hpdi(double low, double high) {
  /**
   * The shortest interval from one draw to another ⌊mass · S⌋ places above it.
   *
   * @throws ArgumentException if the mass does not lie strictly between 0 and 1
   */
  public static Hpdi of(double[][] chains, double mass) {
    if (!(mass > 0 && mass < 1)) {
      throw new ArgumentException(
          "The mass of an interval lies strictly between 0 and 1, but it is " + mass + ".");
    }
    double[] sorted = Samples.sorted(chains);
    int n = sorted.length;
    if (n == 0 || Double.isNaN(sorted[n - 1])) {
      return new Hpdi(Double.NaN, Double.NaN);
    }
    int span = (int) Math.floor(mass * n);
    int best = 0;
    for (int i = 1; i + span < n; i++) {
      if (sorted[i + span] - sorted[i] < sorted[best + span] - sorted[best]) {
        best = i;
      }
    }
    return new Hpdi(sorted[best], sorted[best + span]);
  }
}
