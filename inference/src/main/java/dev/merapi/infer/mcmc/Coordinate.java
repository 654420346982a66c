package dev.merapi.infer.mcmc;

import dev.merapi.tensor.Shape;

/**
 * The place of one latent site in an unconstrained position.
 *
 * @param site the name of the site
 * @param shape the shape of its value, [B.. E..]
 * @param free the shape of the numbers that determine it without any constraint
 * @param offset where these begin in the position
 */
public record Coordinate(String site, Shape shape, Shape free, int offset) {

  /** How many entries of the position belong to the site. */
  public int size() {
    return free.count();
  }
}
