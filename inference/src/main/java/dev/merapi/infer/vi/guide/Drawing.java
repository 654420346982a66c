package dev.merapi.infer.vi.guide;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Identity;
import dev.merapi.effects.Infer;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.effects.internal.Certain;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.tensor.Tensor;

/** How a latent site of the model gets its value in a guide: a program in its place. */
@FunctionalInterface
interface Drawing {
  /** The program. */
  Model<Tensor> site(Site site);

  /** The site as a point, the image of free numbers. */
  static Model<Tensor> point(Site site, Tensor free) {
    return certain(site, Coordinates.bijector(site).forward(free));
  }

  /**
   * The site as the image of free numbers that have been drawn: a point, and the Jacobian as a
   * factor beside it.
   */
  static Model<Tensor> image(Site site, Tensor free) {
    Bijector onto = Coordinates.bijector(site);
    if (onto instanceof Identity) {
      return certain(site, free);
    }
    Bijector.Moved moved = onto.forwardMoved(free);
    Site jacobian =
        site.term(site.name() + ".jacobian", moved.logAbsDetJacobian().unaryMinus())
            .inferred(infer -> infer.pathwise(true));
    return Models.sample(jacobian).flatMap(_ -> certain(site, moved.value()));
  }

  private static Model<Tensor> certain(Site site, Tensor value) {
    Certain point = Certain.value(value, site.distribution().eventDim());
    return Models.sample(site.distributed(point).inferred(_ -> Infer.DEFAULT));
  }
}
