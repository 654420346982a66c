package dev.merapi.infer.vi.guide;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.tensor.Tensor;

/** A distribution of all free numbers of a group as one vector, with parameters. */
@FunctionalInterface
interface Law {
  /** Declares the parameters, which begin at a vector [n]. */
  Model<Fitted> of(String prefix, Tensor start);

  /**
   * The distribution, and the mean and deviation of each of its numbers.
   *
   * @param law of vectors [n]
   * @param loc [n]
   * @param deviation [n]
   */
  record Fitted(Distribution law, Tensor loc, Tensor deviation) {}
}
