package dev.merapi.infer.particle;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.function.Predicate;

/**
 * Where particles wait for each other.
 *
 * @param at the names of the evidence after which they do
 * @param marked whether these were chosen by the user
 * @param tries how many draws of the model are compared with the support of a proposal
 */
record Stops(Predicate<String> at, boolean marked, int tries) {
  private static final int TRIES = 16;

  /** For a run that stops nowhere and compares supports. */
  Stops checking() {
    return new Stops(at, marked, TRIES);
  }

  /** Whether a latent site is one before which particles may wait. */
  boolean mayStopBefore(Site site) {
    return tries == 0
        && !site.isIndexSet()
        && !site.isHidden()
        && site.place().vectorised().isEmpty();
  }

  /** Whether particles wait after this site. */
  boolean isEvidence(Site site) {
    boolean chosen = at.test(site.name());
    if (chosen && marked && !site.place().vectorised().isEmpty()) {
      throw new ModelException(
          ("Particles are to stop at site '%s', which stands in %s, and nothing can be resampled"
                  + " inside of a plate: all its elements are one step. Mark a site outside of it, or"
                  + " make it plateSequential.")
              .formatted(site.name(), site.place().describe()));
    }
    return chosen;
  }

  /** A sentence where the model draws what the proposal cannot. */
  void requireSupport(Site model, Site proposal, Key key) {
    for (int i = 0; i < tries; i++) {
      Tensor draw = model.distribution().sample(model.keyUnder(key).fold("support").fold(i));
      if (proposal.distribution().logProb(draw).min().item() == Double.NEGATIVE_INFINITY) {
        throw new ModelException(
            ("The proposal cannot draw all that the model can at site '%s' (%s): the model drew %s,"
                    + " where the proposal, a %s, has no density. Widen its support to that of the"
                    + " model's %s.")
                .formatted(
                    model.name(),
                    model.place().describe(),
                    draw,
                    proposal.distribution().getClass().getSimpleName(),
                    model.distribution().getClass().getSimpleName()));
      }
    }
  }
}
