package dev.merapi.infer.diagnose;

import dev.merapi.infer.internal.Samples;

/**
 * The integrated autocorrelation of several chains, and the effective sample size M·n/τ̂ it
 * implies.
 *
 * <pre>
 *   ρ̂ₜ = 1 − (W − mean over chains of γ̂ₜ) / var⁺        var⁺ = (n − 1)/n · W + B/n
 *   P̂ₖ = ρ̂₂ₖ + ρ̂₂ₖ₊₁                                    τ̂  = −1 + 2 Σ P̂ₖ
 * </pre>
 *
 * with γ̂ₜ the autocovariance at lag t (divisor n). For a reversible chain the P̂ₖ are positive and
 * decreasing, so the sum is cut at the first that is not positive and each is at most the one
 * before; of the pair at the cut the even term counts once. Between chains that disagree, B keeps
 * every ρ̂ₜ, and so τ̂, large. τ̂ is at least 1/log₁₀(M·n), which bounds what antithetic chains can
 * claim.
 *
 * <p>Lags are computed as the sum asks for them: few, for chains that mix, and then cheaper than a
 * Fourier transform.
 *
 * <p>Sources: Geyer, "Practical Markov chain Monte Carlo" (1992), section 3.3; Vehtari et al.
 * (2021), equations 10–13; details as in Stan and ArviZ.
 */
final class Autocorrelation {
  private final double[][] centred;
  private final int n;
  private final double within;
  private final double total;

  private Autocorrelation(double[][] chains) {
    int m = chains.length;
    this.n = chains[0].length;
    this.centred = new double[m][];
    double[] means = new double[m];
    double squares = 0;
    for (int c = 0; c < m; c++) {
      double mean = Samples.mean(chains[c]);
      means[c] = mean;
      centred[c] = new double[n];
      for (int i = 0; i < n; i++) {
        centred[c][i] = chains[c][i] - mean;
        squares += centred[c][i] * centred[c][i];
      }
    }
    this.within = squares / m / (n - 1);
    this.total = squares / m / n + (m > 1 ? Samples.variance(means) : 0);
  }

  /** M·n/τ̂ of chains of at least two draws; NaN if they do not vary. */
  static double ess(double[][] chains) {
    double size = (double) chains.length * chains[0].length;
    Autocorrelation rho = new Autocorrelation(chains);
    return rho.total > 0 ? size / Math.max(rho.time(), 1 / Math.log10(size)) : Double.NaN;
  }

  /** τ̂. */
  private double time() {
    double time = -1;
    double smallest = Double.POSITIVE_INFINITY;
    double even = 1;
    double odd = at(1);
    for (int lag = 2; lag < n - 2 && even + odd > 0; lag += 2) {
      smallest = Math.min(smallest, even + odd);
      time += 2 * smallest;
      even = at(lag);
      odd = at(lag + 1);
    }
    return time + (even + odd >= 0 ? even : Math.max(even, 0));
  }

  /** ρ̂ₜ. */
  private double at(int lag) {
    double sum = 0;
    for (double[] x : centred) {
      for (int i = 0; i + lag < n; i++) {
        sum += x[i] * x[i + lag];
      }
    }
    return 1 - (within - sum / n / centred.length) / total;
  }
}
