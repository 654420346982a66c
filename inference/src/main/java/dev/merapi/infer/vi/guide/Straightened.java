package dev.merapi.infer.vi.guide;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Replacement;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.Sites;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Map;

/**
 * The model's own program, in which each latent site is computed from numbers that were drawn
 * before, and pays its density and the Jacobian of the map onto its support as a term beside it
 * (Hoffman, Sountsov, Dillon, Langmore, Tran and Vasudevan, <em>NeuTra-lizing bad geometry in
 * Hamiltonian Monte Carlo using neural transport</em>, 2019).
 *
 * @param free for each latent site its numbers on the free scale
 */
record Straightened(Map<String, Tensor> free) implements Replacement {
  @Override
  public Model<Tensor> site(Site site) {
    if (!Sites.isFree(site) || !free.containsKey(site.name())) {
      return Models.sample(site);
    }
    Bijector onto = Coordinates.bijector(site);
    Bijector.Moved moved = onto.forwardMoved(free.get(site.name()).get());
    Tensor logProb = site.distribution().logProb(moved.value());
    Site density = site.term(site.name() + ".density", logProb.plus(moved.logAbsDetJacobian()));
    return Models.sample(density).flatMap(_ -> Models.sample(site.computed(moved.value())));
  }
}
