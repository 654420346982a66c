package dev.merapi.effects.reparam;

import dev.merapi.distributions.internal.bijector.Orthogonal;
import dev.merapi.effects.Model;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;

/**
 * Draws a vector by its Haar wavelets: {@code x_haar} has the mean of x along its last event dim
 * first, then differences of ever shorter neighbouring stretches, orthonormal, so that no volume
 * changes. For series with jumps. Source: A. Haar, "Zur Theorie der orthogonalen Funktionensysteme"
 * (1910).
 */
record Haar() implements Reparametrisation {
  @Override
  public Model<Tensor> draw(Site site) {
    return Rotated.draw(site, "_haar", Orthogonal::haar);
  }
}
