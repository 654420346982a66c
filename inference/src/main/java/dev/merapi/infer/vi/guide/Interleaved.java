package dev.merapi.infer.vi.guide;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.effects.handler.Replacement;
import dev.merapi.infer.internal.program.Sites;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Map;

/**
 * The model's own program, in which latent sites are drawn in another way and everything else that
 * has a density is hidden. Plates, index sets and parameters are those of the model.
 *
 * @param drawings for each latent site how it is drawn
 */
record Interleaved(Map<String, Drawing> drawings) implements Replacement {
  @Override
  public Model<Tensor> site(Site site) {
    if (!(site.value() instanceof Value.Latent) || !Sites.isFree(site)) {
      return Models.sample(site.hidden());
    }
    return drawings
        .get(site.name())
        .getOrElseThrow(
            () ->
                new ModelException(
                    "Site '%s' was not among the latent sites of the first run, %s, so the guide has no parameters for it. An automatic guide needs the same sites in every run; write the guide of a model with other sites as a program."
                        .formatted(site.name(), drawings.keySet().mkString("'", "', '", "'"))))
        .site(site);
  }
}
