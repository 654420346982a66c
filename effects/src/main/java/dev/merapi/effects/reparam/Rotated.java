package dev.merapi.effects.reparam;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.bijector.Orthogonal;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;
import java.util.function.IntFunction;

/** Draws of a vector in another orthonormal basis. */
final class Rotated {
  private Rotated() {}

  /** The site {@code name + ending} is Q x for the matrix Q of the size of an event. */
  static Model<Tensor> draw(Site site, String ending, IntFunction<Orthogonal> matrix) {
    Distribution law = site.distribution();
    if (law.eventDim() == 0) {
      throw new ModelException(
          "Site '%s' in %s has no event dim, but its reparametrisation is another basis of one. Declare the dim by toEvent(1)."
              .formatted(site.name(), site.place().describe()));
    }
    return Explicit.draw(site, matrix.apply(law.eventShape().size(-1)).inverse(), ending);
  }
}
