package dev.merapi.effects.reparam;

import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.sequence.IndependentHmm;
import dev.merapi.distributions.sequence.LinearHmm;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Shape;

/**
 * A linear state-space model whose noises are not normal as one whose noises are, given auxiliary
 * variables; then its states are summed out by Kalman's filter. Each noise that is not normal is
 * augmented in its own way under a name of its own: {@code x_initial}, {@code x_transition} and
 * {@code x_emission}, the latter two with an event axis for the steps. Bijectors around the law and
 * columns side by side stay. A latent x is drawn at {@code x_gaussian}.
 */
record GaussianParts() implements Augmentation {
  @Override
  public String ending() {
    return "_gaussian";
  }

  @Override
  public Model<Distribution> law(Site site) {
    return law(site, site.distribution());
  }

  private static Model<Distribution> law(Site site, Distribution law) {
    return switch (law) {
      case LinearHmm parts -> normal(site, parts);
      case IndependentHmm(Distribution base) -> law(site, base).map(IndependentHmm::of);
      case Transformed(Distribution base, var bijector) ->
          law(site, base).map(normal -> Transformed.of(normal, bijector));
      case Distribution other ->
          throw new ModelException(
              "Site '%s' has the law %s, but gaussianParts() is for LinearHmm, also within IndependentHmm and Transformed; use scaleMixture() or transform()."
                  .formatted(site.name(), other.getClass().getSimpleName()));
    };
  }

  private static Model<Distribution> normal(Site site, LinearHmm law) {
    Shape one = law.batchShape();
    Shape all = one.append(law.duration());
    return part(site, "_initial", law.initial(), one)
        .flatMap(
            initial ->
                part(site, "_transition", law.transitionNoise(), all)
                    .flatMap(
                        transition ->
                            part(site, "_emission", law.emissionNoise(), all)
                                .map(
                                    emission ->
                                        law.with(initial, transition, emission)
                                            .gaussian()
                                            .orElseThrow())));
  }

  /** A noise as a normal one; batch axes that the site does not have are those of an event. */
  private static Model<Distribution> part(
      Site site, String ending, Distribution noise, Shape batch) {
    if (LinearHmm.isNormal(noise)) {
      return Models.pure(noise);
    }
    int own = batch.rank() - site.distribution().batchShape().rank();
    Distribution whole = noise.expand(batch).toEvent(own);
    Site part = Augmentation.auxiliary(site, ending, whole);
    return way(site, noise).law(part).map(law -> law.toEvent(-own));
  }

  private static Augmentation way(Site site, Distribution noise) {
    if (ScaleMixture.fits(noise)) {
      return new ScaleMixture();
    }
    if (StableMixture.fits(noise)) {
      return new StableMixture();
    }
    throw new ModelException(
        "Site '%s' is a LinearHmm with the noise %s, which is no normal law of random scale; use Normal, MultivariateNormal, StudentT, Laplace or Stable."
            .formatted(site.name(), noise));
  }
}
