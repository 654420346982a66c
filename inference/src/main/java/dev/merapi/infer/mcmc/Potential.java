package dev.merapi.infer.mcmc;

/**
 * A log density on ℝⁿ with its gradient: all that a Markov chain Monte Carlo kernel sees of a
 * model.
 *
 * <p>The density need not be normalised. A value of −∞ means that the position has no density; NaN
 * and +∞ are no log-densities, and kernels treat them as −∞ and report them ({@link
 * Divergence#isFault}). The gradient is then unspecified.
 *
 * <p>An instance may own scratch arrays, so it belongs to one thread. {@link #fork()} gives another
 * instance for another thread; it computes the same bits.
 */
public interface Potential {
  /** The number n of coordinates. */
  int dimension();

  /**
   * Returns log p(q) and writes ∂ log p/∂qᵢ into {@code gradient}.
   *
   * @param position q, of length {@link #dimension()}; only read
   * @param gradient receives the gradient, of length {@link #dimension()}; never the same array as
   *     {@code position}
   */
  double logDensityAndGradient(double[] position, double[] gradient);

  /** The same function for use by another thread. */
  Potential fork();

  /**
   * The same function for use by another thread, which up to {@code threads} threads may help to
   * compute, itself among them, where there is enough to do: the log density of a model shares the
   * rows of its large plates. The bits are the same.
   */
  default Potential fork(int threads) {
    return fork();
  }
}
