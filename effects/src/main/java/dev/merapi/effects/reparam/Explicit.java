package dev.merapi.effects.reparam;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;

/**
 * Draws a variable at its image under the inverse of a bijector f: {@code x_base} has the law of
 * f⁻¹(x), and x = f(x_base). Any law will do whose support f maps onto.
 */
record Explicit(Bijector bijector) implements Reparametrisation {
  @Override
  public Model<Tensor> draw(Site site) {
    return draw(site, bijector, "_base");
  }

  /** With another ending of the new site's name. */
  static Model<Tensor> draw(Site site, Bijector bijector, String ending) {
    Distribution law = site.distribution();
    int needed = bijector.codomain().eventDim();
    if (needed > law.eventDim()) {
      throw new ModelException(
          "Site '%s' in %s has %d event dims, but the bijector of its reparametrisation works on %d. Declare them by toEvent(%d)."
              .formatted(
                  site.name(),
                  site.place().describe(),
                  law.eventDim(),
                  needed,
                  needed - law.eventDim()));
    }
    Distribution base = Transformed.of(law, bijector.inverse());
    return Models.sample(site.renamed(site.name() + ending).distributed(base))
        .map(bijector::forward);
  }
}
