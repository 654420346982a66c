package dev.merapi.infer.particle;

import dev.merapi.effects.Site;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;

/** What a walk stands on: numbers of one particle, or symbols for those of all. */
interface Ground {
  /** A draw of a site under a key. */
  Tensor draw(Site site, Key key);

  /** A draw of a site counts so much more, shape []. */
  void weigh(Site site, Tensor value, Tensor logWeight);

  /** Whether what is here is known to have no density. */
  boolean isDead();
}
