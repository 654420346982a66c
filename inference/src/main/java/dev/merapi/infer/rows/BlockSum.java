package dev.merapi.infer.rows;

import dev.merapi.infer.Posterior;

/**
 * A log density that is a sum over blocks of rows, here or on other machines: ln p = ln p(sites) +
 * Σ ln p(block | sites).
 */
public interface BlockSum extends Posterior.Target {
  /** How many blocks there are. */
  int blocks();

  /** The log density by some of the blocks, for one thread. */
  Some some();

  /**
   * ln p(sites) + B/m Σ ln p(block | sites) over m of B blocks. Where each block is among them with
   * the same probability, its expectation is the log density, and that of its gradient the
   * gradient; with all blocks it is the log density, bit for bit.
   */
  @FunctionalInterface
  interface Some {
    /**
     * The value; overwrites the gradient.
     *
     * @param chosen the numbers of blocks, each once and in their order; none: all blocks
     */
    double at(int[] chosen, double[] position, double[] gradient);
  }
}
