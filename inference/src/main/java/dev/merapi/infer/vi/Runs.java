package dev.merapi.infer.vi;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Settings;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.Ledger;
import dev.merapi.infer.internal.discrete.OneWorld;
import dev.merapi.infer.internal.discrete.StopGradient;
import dev.merapi.infer.internal.discrete.WorldChecks;
import dev.merapi.infer.internal.discrete.WorldSites;
import dev.merapi.infer.sum.Summing;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Map;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A run of a guide in one world, and the run of the model that follows it there.
 *
 * @param baselines what draws without a gradient are expected to cost, where the guide says so
 */
record Runs(Proposal proposal, Trace model, Map<String, Tensor> baselines) {

  /**
   * Runs both, for so many particles. A latent site of the model that nobody decides is refused.
   */
  static Runs of(Model<?> model, Model<?> guide, int particles, Key key) {
    return of(model, guide, particles, false, key);
  }

  /** Runs both; with {@code landed} densities of draws see the guide's parameters as numbers. */
  static Runs of(Model<?> model, Model<?> guide, int particles, boolean landed, Key key) {
    return stacked(model, guide, particles, key, (p, q) -> of(p, q, landed, key));
  }

  /**
   * Runs both, with landed densities, and gradients that flow through the draws of particle i times
   * number i of a tensor [particles], which a run before gives.
   */
  static Runs weighed(
      Model<?> model, Model<?> guide, int particles, Function<Runs, Tensor> weights, Key key) {
    return stacked(
        model,
        guide,
        particles,
        key,
        (p, q) -> {
          Runs runs = of(p, q, false, key);
          Model<?> inWorld = OneWorld.of(key).on(q);
          Proposal weighed =
              runs.proposal.weighed(StopGradient.of(weights.apply(runs)), inWorld, key);
          return following(weighed.landed(inWorld, key), p, inWorld, key);
        });
  }

  private static Runs stacked(
      Model<?> model,
      Model<?> guide,
      int particles,
      Key key,
      BiFunction<Model<?>, Model<?>, Runs> run) {
    return Settings.current()
        .fillsGaps(true)
        .in(
            () -> {
              if (particles == 1) {
                return run.apply(model, guide);
              }
              Runs one = of(model, guide, false, key);
              int depth = Math.max(one.proposal.trace().depth(), one.model.depth());
              Particles many = new Particles(particles, depth);
              return run.apply(many.of(model), many.of(guide));
            });
  }

  private static Runs of(Model<?> model, Model<?> guide, boolean landed, Key key) {
    try {
      Runs runs = inOneWorld(model, guide, key);
      return landed
          ? new Runs(
              runs.proposal.landed(OneWorld.of(key).on(guide), key), runs.model, runs.baselines)
          : runs;
    } catch (SymbolicValueException looks) {
      Trace inGuide = Trace.run(key, guide).trace();
      Trace inModel = Trace.run(key, new Replay(inGuide).on(model)).trace();
      for (Trace trace : List.of(inGuide, inModel)) {
        if (trace.latents().stream().anyMatch(entry -> entry.name().equals(looks.origin()))) {
          throw looking(looks.origin());
        }
      }
      throw looks;
    }
  }

  private static ModelException looking(String site) {
    return new ModelException(
        ("The program looks at a number that depends on site '%s', which is enumerated in"
                + " parallel: it has all of its values at once. Use tensor operations (where,"
                + " comparisons, gathers) instead of Java control flow, or, in a guide, mark the site"
                + " for sequential enumeration.")
            .formatted(site));
  }

  private static Runs inOneWorld(Model<?> model, Model<?> guide, Key key) {
    return following(Proposal.of(guide, key), model, OneWorld.of(key).on(guide), key);
  }

  private static Runs following(Proposal proposal, Model<?> model, Model<?> guide, Key key) {
    Model<?> follows = OneWorld.MARKED.on(new Replay(proposal.trace()).on(model));
    Trace trace =
        WorldChecks.checked(
            () -> Trace.run(key, follows).trace(), run -> proposal.sites().and(run));
    requireKnown(trace, proposal);
    return new Runs(proposal, trace, proposal.baselines(guide, trace, key));
  }

  /** Both as factors over the same variables. */
  Ledger ledger(Summing summing) {
    return Ledger.of(
        proposal.trace(), proposal.sites(), proposal.ratios(), baselines, model, summing);
  }

  private static void requireKnown(Trace model, Proposal guide) {
    WorldSites sites = guide.sites().and(model);
    for (Entry.Sampled entry : model.latents()) {
      if (guide.trace().sampled(entry.name()).isEmpty() && !sites.has(entry.name())) {
        throw new ModelException(
            "Site '%s' is latent in the model, but neither enumerated nor in the guide, so the bound does not cover it. Add it to the guide, mark it for enumeration, or observe it."
                .formatted(entry.name()));
      }
    }
  }
}
