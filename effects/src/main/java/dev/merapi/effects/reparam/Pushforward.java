package dev.merapi.effects.reparam;

import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;

/** Draws a transformed law at its base: {@code x_base} has the base law, and x = f(x_base). */
record Pushforward() implements Reparametrisation {
  @Override
  public Model<Tensor> draw(Site site) {
    if (!(site.distribution() instanceof Transformed(var base, var bijector))) {
      throw new ModelException(
          "Site '%s' has the law %s, but transform() takes a Transformed law apart; write the law as Transformed.of(base, bijector)."
              .formatted(site.name(), site.distribution().getClass().getSimpleName()));
    }
    return Models.sample(site.renamed(site.name() + "_base").distributed(base))
        .map(bijector::forward);
  }
}
