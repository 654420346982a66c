package dev.merapi.infer.vi;

import dev.merapi.effects.Handler;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Settings;
import dev.merapi.effects.enumerate.EnumerateParallel;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.internal.check.Sight;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.internal.discrete.OneWorld;
import dev.merapi.infer.internal.discrete.Variables;
import dev.merapi.infer.internal.discrete.WorldSites;
import dev.merapi.tensor.Key;

/**
 * A run of a guide, and the run of the model that follows it. Where the guide enumerates sites,
 * marked ones are laid out in both; else the model runs in one world.
 */
record Runs(Proposal proposal, Trace model) {

  /**
   * Runs both, for so many particles. A site that depends on what is out of its sight is refused,
   * and so is a latent site of the model that nobody decides.
   */
  static Runs of(Model<?> model, Model<?> guide, int particles, Key key) {
    Particles many = new Particles(particles, depth(model, guide, key));
    EnumerateParallel lay = EnumerateParallel.leftOf(many.nesting());
    return Settings.current()
        .fillsGaps(true)
        .in(
            () -> {
              Proposal proposal = Proposal.of(lay.on(many.of(guide)), key);
              Model<?> follows = new Replay(proposal.trace()).on(many.of(model));
              boolean alone = proposal.variables().isEmpty();
              Handler sum = alone ? OneWorld.MARKED : lay;
              Trace trace = Trace.run(key, sum.on(follows)).trace();
              requireKnown(trace, proposal.trace());
              return new Runs(proposal, trace);
            });
  }

  /** How deep the plates are. */
  private static int depth(Model<?> model, Model<?> guide, Key key) {
    EnumerateParallel deep = EnumerateParallel.leftOf(Laid.DEEP);
    Trace inGuide = Trace.run(key, new Sight().on(deep.on(guide))).trace();
    Model<?> follows = new Replay(inGuide).on(model);
    boolean alone = Variables.of(inGuide).isEmpty();
    Model<?> summed = alone ? OneWorld.MARKED.on(follows) : new Sight().on(deep.on(follows));
    Trace inModel = Trace.run(key, summed).trace();
    return Math.max(inGuide.depth(), inModel.depth());
  }

  private static void requireKnown(Trace model, Trace guide) {
    WorldSites sites = WorldSites.of(model);
    for (Entry.Sampled entry : model.latents()) {
      if (guide.sampled(entry.name()).isEmpty()
          && Variables.dim(entry.site()).isEmpty()
          && !sites.has(entry.name())) {
        throw new ModelException(
            "Site '%s' is latent in the model, but neither enumerated nor in the guide, so the bound does not cover it. Add it to the guide, mark it for enumeration, or observe it."
                .formatted(entry.name()));
      }
    }
  }
}
