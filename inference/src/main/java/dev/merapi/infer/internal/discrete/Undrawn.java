package dev.merapi.infer.internal.discrete;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.infer.internal.sum.Phrases;
import dev.merapi.infer.internal.worlds.Inputs;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Set;

/**
 * Refuses to draw a site whose distribution is another one in each world: the draw of one world
 * says nothing of the others, and weights that are drawn are no sum. Outside of {@link OneWorld},
 * in a run on numbers.
 */
public record Undrawn() implements Rewrite {
  @Override
  public Site site(Site site) {
    if (site.value() instanceof Value.Latent && !site.isIndexSet()) {
      Set<String> behind = behind(site.distribution());
      if (!behind.isEmpty()) {
        throw new ModelException(
            ("Site '%s' in %s is latent, its distribution depends on the enumerated %s, and it has"
                    + " no finite support that could be enumerated too. Observe or substitute it,"
                    + " bound its support, or sum it out by hand.")
                .formatted(
                    site.name(),
                    site.place().describe(),
                    (behind.size() == 1 ? "site " : "sites ") + Phrases.quoted(behind)));
      }
    }
    return site;
  }

  private static Set<String> behind(Distribution distribution) {
    Shape shape = distribution.shape(Shape.SCALAR);
    Tensor inside = distribution.support().interior(shape).expand(shape);
    return Inputs.open(distribution.logDensity(inside));
  }
}
