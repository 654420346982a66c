package dev.merapi.infer.vi.guide;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.tensor.Tensor;

/**
 * Where a latent site starts, for all elements of its plates, also those that a minibatch leaves
 * out.
 *
 * @param name the site
 * @param free its value on the free scale, [B.. X..]
 * @param eventDim the number of dims X
 * @param onto the map onto the support that the site had in the first run
 * @param cut the plate that gives the site a part of its elements; empty if none does
 */
record Start(String name, Tensor free, int eventDim, Bijector onto, String cut) {
  /** How many free numbers it has. */
  int size() {
    return free.shape().count();
  }
}
