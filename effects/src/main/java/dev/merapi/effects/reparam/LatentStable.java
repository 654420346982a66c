package dev.merapi.effects.reparam;

import static dev.merapi.distributions.Distributions.exponential;
import static dev.merapi.distributions.Distributions.uniform;

import dev.merapi.distributions.continuous.Stable;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Draws a stable variable from its noise: {@code x_uniform} on (0, 1) and {@code x_exponential} of
 * rate 1, so that its density, which is an integral, is not needed. For latent sites; an observed
 * one has {@link StableMixture}. Source: J. Chambers, C. Mallows, B. Stuck, "A method for
 * simulating stable random variables" (1976), eq. 2.3.
 */
record LatentStable() implements Reparametrisation {
  @Override
  public Model<Tensor> draw(Site site) {
    if (!(site.distribution() instanceof Stable law)) {
      throw new ModelException(
          "Site '%s' has the law %s, but latentStable() is for Stable; use locScale() or transform()."
              .formatted(site.name(), site.distribution().getClass().getSimpleName()));
    }
    return noise(site, "", law.batchShape(), 0, law::ofNoise);
  }

  /** What is made of the two noises. */
  @FunctionalInterface
  interface Made {
    Tensor of(Tensor uniform, Tensor exponential);
  }

  /** Draws the two noises of a batch, whose last axes belong to an event, and uses them. */
  static Model<Tensor> noise(Site site, String ending, Shape batch, int axes, Made made) {
    var first = uniform(0, 1).expand(batch).toEvent(axes);
    var second = exponential(1).expand(batch).toEvent(axes);
    return Models.sample(Augmentation.auxiliary(site, ending + "_uniform", first))
        .flatMap(
            u ->
                Models.sample(Augmentation.auxiliary(site, ending + "_exponential", second))
                    .map(e -> made.of(u, e)));
  }
}
