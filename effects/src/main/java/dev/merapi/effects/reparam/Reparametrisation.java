package dev.merapi.effects.reparam;

import dev.merapi.effects.Model;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;

/** Another way to draw a variable: from auxiliary sites, so that the joint law stays the same. */
@FunctionalInterface
public interface Reparametrisation {

  /** The program that draws the value of a latent site; its sites are named after it. */
  Model<Tensor> draw(Site site);
}
