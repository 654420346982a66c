package dev.merapi.infer.mcmc;

import dev.merapi.tensor.internal.kernel.ExpKernel;

/**
 * The weight of a state relative to the one a transition began with: exp(−Δ) for an energy error Δ
 * = H − H₀, which is π(state)/π(start).
 *
 * <p>Weights are plain numbers rather than logarithms, one exponential a state. They are cut at
 * e⁶⁰⁰, so that a sum over the largest tree stays finite; in equilibrium a state so much likelier
 * than the start is met with probability below e⁻⁶⁰⁰, so the cut can only show in the very first
 * steps of a chain, where any of those states will do. Below e⁻⁷⁴⁵ a weight is 0.
 */
final class Weight {
  private static final double LARGEST_LOG = 600;

  private Weight() {}

  /** min(e^−Δ, e⁶⁰⁰) of an energy error; 0 at +∞. */
  static double of(double energyError) {
    return ExpKernel.scalar(Math.min(-energyError, LARGEST_LOG));
  }

  /** min(1, e^−Δ) of an energy error: the acceptance probability. */
  static double acceptance(double energyError) {
    return energyError <= 0 ? 1 : ExpKernel.scalar(-energyError);
  }
}
