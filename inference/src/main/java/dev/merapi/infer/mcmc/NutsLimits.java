package dev.merapi.infer.mcmc;

import dev.merapi.tensor.ArgumentException;

/**
 * Where a trajectory of the No-U-Turn sampler is cut off.
 *
 * @param maxDepth doublings at most, in [1, 20]: a trajectory has at most 2^maxDepth − 1 leapfrogs
 * @param maxEnergyError a state with H − H₀ above this ends the trajectory as divergent
 */
public record NutsLimits(int maxDepth, double maxEnergyError) {
  /** Ten doublings and an energy error of 1000: the limits of Stan. */
  public static final NutsLimits STANDARD = new NutsLimits(10, 1000);

  /** The largest depth there can be. */
  static final int DEEPEST = 20;

  /**
   * Refuses limits out of range.
   *
   * @throws ArgumentException if the depth or the error is out of bounds
   */
  public NutsLimits {
    if (maxDepth < 1 || maxDepth > DEEPEST) {
      throw new ArgumentException(
          "The largest tree depth must lie between 1 and "
              + DEEPEST
              + ", but it is "
              + maxDepth
              + ". Ten doublings, the usual limit, are already 1023 leapfrog steps a draw.");
    }
    if (!(maxEnergyError > 0 && maxEnergyError < Double.POSITIVE_INFINITY)) {
      throw new ArgumentException(
          "The largest energy error must be positive and finite, but it is "
              + maxEnergyError
              + ". The usual limit is 1000.");
    }
  }

  /** Whether an energy error is too large, or no number a weight can be made of. */
  boolean diverges(double energyError) {
    return !(energyError <= maxEnergyError) || energyError == Double.NEGATIVE_INFINITY;
  }
}
