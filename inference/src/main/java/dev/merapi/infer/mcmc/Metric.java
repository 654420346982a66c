package dev.merapi.infer.mcmc;

import dev.merapi.infer.internal.given.Counts;

/**
 * The Euclidean metric of Hamiltonian dynamics: kinetic energy ½ pᵀ M⁻¹ p with a constant mass
 * matrix M, and momenta p ~ Normal(0, M).
 *
 * <p>The inverse mass M⁻¹ is what warm-up estimates, as the covariance of the posterior: in the
 * coordinates M^{½} q the target then has unit scale. M = I, a diagonal, a diagonal and a few
 * directions, or a full matrix.
 *
 * <p>Source: Betancourt, "A Conceptual Introduction to Hamiltonian Monte Carlo" (2017), section
 * 4.2.
 */
public sealed interface Metric permits UnitMetric, DiagonalMetric, LowRankMetric, DenseMetric {
  /** The number of coordinates. */
  int dimension();

  /** v = M⁻¹ p, into {@code velocity}. */
  void velocity(double[] momentum, double[] velocity);

  /**
   * p = M^{½} z, so that z ~ Normal(0, I) gives p ~ Normal(0, M); z and p may be the same array.
   */
  void momentum(double[] normal, double[] momentum);

  /** x = M^{−½} z, so that z ~ Normal(0, I) gives x ~ Normal(0, M⁻¹); may be the same array. */
  void displacement(double[] normal, double[] displacement);

  /** ½ pᵀ v, the kinetic energy, given v = M⁻¹ p. */
  static double kinetic(double[] momentum, double[] velocity) {
    Counts.coordinates(momentum.length, momentum, velocity);
    double sum = 0;
    for (int i = 0; i < momentum.length; i++) {
      sum += momentum[i] * velocity[i];
    }
    return 0.5 * sum;
  }

  /** The identity in {@code dimension} coordinates. */
  static Metric unit(int dimension) {
    return new UnitMetric(dimension);
  }

  /** M⁻¹ = diag(inverseMass). */
  static Metric diagonal(double... inverseMass) {
    return new DiagonalMetric(inverseMass);
  }

  /** M⁻¹ = inverseMass, symmetric and positive definite. */
  static Metric dense(double[][] inverseMass) {
    return new DenseMetric(inverseMass);
  }

  /** M⁻¹ = diag(σ) (I + U (Λ − I) Uᵀ) diag(σ), the uₖ as rows. */
  static Metric lowRank(double[] scale, double[][] directions, double[] eigenvalues) {
    return new LowRankMetric(scale, directions, eigenvalues);
  }
}
