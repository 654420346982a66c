package dev.merapi.effects.reparam;

import static dev.merapi.distributions.Distributions.normal;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.multivariate.ProjectedNormal;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Draws a direction as what it is, the direction of a normal vector: {@code x_normal} is standard
 * normal, and x = y/|y| with y = x_normal + concentration. A sphere has no bijector; the plane has.
 */
record Projected() implements Reparametrisation {
  @Override
  public Model<Tensor> draw(Site site) {
    if (!(site.distribution() instanceof ProjectedNormal(var concentration, Shape batch))) {
      throw new ModelException(
          "Site '%s' has the law %s, but projected() is for ProjectedNormal; use locScale() or transform()."
              .formatted(site.name(), site.distribution().getClass().getSimpleName()));
    }
    int n = concentration.size(-1);
    Distribution plane = normal(0, 1).expand(batch.append(n)).toEvent(1);
    return Models.sample(site.renamed(site.name() + "_normal").distributed(plane))
        .map(x -> direction(x.plus(concentration)));
  }

  private static Tensor direction(Tensor y) {
    return y.div(y.square().sum(-1).sqrt().unsqueeze(-1));
  }
}
