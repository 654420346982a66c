package dev.merapi.infer.diagnose;

import dev.merapi.infer.internal.Samples;

/**
 * The energy Bayesian fraction of missing information: how much of the spread of the energy a fresh
 * momentum can bring about in one transition,
 *
 * <pre>  Σ (Eᵢ − Eᵢ₋₁)² / Σ (Eᵢ − Ē)².</pre>
 *
 * <p>Below 0.3 the chain walks slowly between energies, and heavy tails may be missed.
 *
 * <p>Source: Betancourt, "Diagnosing suboptimal cotangent disintegrations in Hamiltonian Monte
 * Carlo" (2016), section 3.
 */
public final class Ebfmi {
  /** The value below which to worry. */
  public static final double LOW = 0.3;

  private Ebfmi() {}

  /** Of the energies of one chain; NaN if they do not vary. */
  public static double of(double[] energies) {
    double mean = Samples.mean(energies);
    double steps = 0;
    double spread = 0;
    for (int i = 0; i < energies.length; i++) {
      spread += (energies[i] - mean) * (energies[i] - mean);
      if (i > 0) {
        steps += (energies[i] - energies[i - 1]) * (energies[i] - energies[i - 1]);
      }
    }
    return steps / spread;
  }
}
