package dev.merapi.effects.reparam;

import dev.merapi.distributions.internal.bijector.Orthogonal;
import dev.merapi.effects.Model;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;

/**
 * Draws a vector by its frequencies: {@code x_dct} is the discrete cosine transform of x along its
 * last event dim, orthonormal, so that no volume changes. For smooth series. Source: N. Ahmed, T.
 * Natarajan, K. Rao, "Discrete cosine transform" (1974).
 */
record DiscreteCosine() implements Reparametrisation {
  @Override
  public Model<Tensor> draw(Site site) {
    return Rotated.draw(site, "_dct", Orthogonal::discreteCosine);
  }
}
