package dev.merapi.effects.reparam;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;

/**
 * Draws a variable from its law updated by a guess of its likelihood: {@code x_updated} has the law
 * q that is proportional to p · {@code likelihood}, and the factor {@code x_weight} is ln p(x) − ln
 * q(x). The nearer the guess, the nearer the draw to the posterior; the joint law stays the same
 * whatever it is. Both laws are of one family that is closed under products: Normal, Gamma, Beta or
 * Dirichlet.
 */
record Updated(Distribution likelihood) implements Reparametrisation {
  @Override
  public Model<Tensor> draw(Site site) {
    Distribution law = site.distribution();
    Distribution updated =
        dev.merapi.distributions.conjugate.Conjugate.of(law, likelihood)
            .orElseThrow(
                () ->
                    new ModelException(
                        "Site '%s' has the law %s, which a likelihood of the form %s does not update in closed form. Give one of the same family: Normal, Gamma, Beta or Dirichlet."
                            .formatted(
                                site.name(),
                                law.getClass().getSimpleName(),
                                likelihood.getClass().getSimpleName())))
            .distribution()
            .expand(law.batchShape());
    return Models.sample(site.renamed(site.name() + "_updated").distributed(updated))
        .flatMap(
            x ->
                Models.sample(
                        site.term(
                            site.name() + "_weight",
                            law.logProbInside(x).minus(updated.logProbInside(x))))
                    .map(_ -> x));
  }
}
