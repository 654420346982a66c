package dev.merapi.effects.reparam;

import static dev.merapi.distributions.Distributions.improperUniform;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.List;

/**
 * Cuts a vector of real numbers into neighbouring sections, each a site of its own: {@code
 * x_split_0}, {@code x_split_1}, … have density 1, and the factor {@code x_law} has the density of
 * x = all of them. So different algorithms may serve different sections, say low and high
 * frequencies. The sections have no law to be drawn from; inference gives them values.
 *
 * @param sizes the lengths of the sections along the only event dim
 */
record Split(List<Integer> sizes) implements Reparametrisation {
  /** Copies the lengths. */
  Split {
    sizes = List.copyOf(sizes);
  }

  @Override
  public Model<Tensor> draw(Site site) {
    Distribution law = site.distribution();
    int total = sizes.stream().mapToInt(size -> size).sum();
    if (!law.eventShape().equals(Shape.of(total))
        || !law.support().equals(Constraints.realVector())) {
      throw new ModelException(
          "Site '%s' in %s is to be split into sections %s of a real vector of size %d, but it has event shape %s and is %s. Give sections that add up to its size."
              .formatted(
                  site.name(),
                  site.place().describe(),
                  sizes,
                  total,
                  law.eventShape(),
                  law.support().describe()));
    }
    return Models.traverse(Vector.range(0, sizes.size()), i -> Models.sample(section(site, i)))
        .flatMap(
            parts -> {
              Tensor x = Tensor.concat(-1, parts.toArray(Tensor[]::new));
              return Models.sample(site.term(site.name() + "_law", law.logProbInside(x)))
                  .map(_ -> x);
            });
  }

  private Site section(Site site, int i) {
    Distribution flat =
        improperUniform(Constraints.realVector(), Shape.of(sizes.get(i)))
            .expand(site.distribution().batchShape());
    return site.renamed(site.name() + "_split_" + i).distributed(flat);
  }
}
