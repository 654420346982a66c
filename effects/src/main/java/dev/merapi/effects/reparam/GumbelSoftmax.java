package dev.merapi.effects.reparam;

import static dev.merapi.distributions.Distributions.gumbel;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.multivariate.RelaxedOneHotCategorical;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Draws a relaxed one-hot vector from the noise it is made of: {@code x_gumbel} is K standard
 * Gumbel numbers g, and x = softmax((ln p + g)/T). Source: E. Jang, S. Gu, B. Poole, "Categorical
 * reparameterization with Gumbel-softmax" (2017), eq. 2.
 */
record GumbelSoftmax() implements Reparametrisation {
  @Override
  public Model<Tensor> draw(Site site) {
    if (!(site.distribution()
        instanceof RelaxedOneHotCategorical(Tensor temperature, var weights, Shape batch))) {
      throw new ModelException(
          "Site '%s' has the law %s, but gumbelSoftmax() is for RelaxedOneHotCategorical; use locScale() or transform()."
              .formatted(site.name(), site.distribution().getClass().getSimpleName()));
    }
    Distribution noise = gumbel(0, 1).expand(batch.append(weights.count())).toEvent(1);
    return Models.sample(site.renamed(site.name() + "_gumbel").distributed(noise))
        .map(g -> weights.logProbs().plus(g).div(temperature.unsqueeze(-1)).softmax(-1));
  }
}
