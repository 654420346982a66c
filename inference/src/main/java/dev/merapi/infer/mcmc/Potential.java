package dev.merapi.infer.mcmc;

import dev.merapi.infer.internal.given.Counts;

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

  /**
   * How many positions are computed in one pass ({@link #together}) in less time than one after the
   * other; 1 by default. The log density of a model says 8 where it has large matrices, or loops
   * that gather and scatter.
   */
  default int lanes() {
    return 1;
  }

  /**
   * The same function at up to {@code width} positions in one pass, for use by another thread. Each
   * has the bits that it has alone. Here they are computed one after the other; the log density of
   * a model goes once through the rows of its large matrices for all of them, or through its loops
   * that gather and scatter with a lane of a register for each.
   */
  default Together together(int width) {
    Potential own = fork();
    return (count, positions, values, gradients) -> {
      Counts.lanes(count, width, positions, values, gradients);
      for (int i = 0; i < count; i++) {
        values[i] = own.logDensityAndGradient(positions[i], gradients[i]);
      }
    };
  }

  /** A log density and its gradient at several positions in one pass. */
  @FunctionalInterface
  interface Together {
    /**
     * Writes log p(q) of the first {@code count} positions into {@code values}, and their gradients
     * into {@code gradients}.
     *
     * @param count how many, at most the width
     * @param positions only read
     * @param values receives one number for each
     * @param gradients receives the gradients; never the arrays of positions
     */
    void logDensitiesAndGradients(
        int count, double[][] positions, double[] values, double[][] gradients);
  }
}
