package dev.merapi.infer.particle;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.Validate;
import dev.merapi.effects.Value;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The one run of a program that is checked before a population runs it, as far as the settings ask
 * for checks: names, shapes, plates, data, and the support of the proposal.
 */
final class Checked {
  private Checked() {}

  static <A> void run(Stops stops, Model<A> model, Optional<Model<?>> proposal, Key run) {
    if (Settings.current().validation()) {
      walk(stops, Particle.before(checks(model), proposal.map(Validate::on)), run);
    }
  }

  static <A, B> void next(
      Stops stops,
      Particles<A> before,
      Function<? super A, ? extends Model<B>> model,
      Optional<Function<? super A, ? extends Model<?>>> proposal) {
    if (Settings.current().validation()) {
      for (int i = 0; i < before.size(); i++) {
        Optional<A> result = before.result(i);
        if (result.isPresent()) {
          Particle<B> particle =
              Particle.before(
                  checks(model.apply(result.get())),
                  proposal.map(f -> Validate.on(f.apply(result.get()))));
          Particle<B> walked = walk(stops, particle, before.run());
          requireNew(before.histories().get(i), walked.draws());
          return;
        }
      }
    }
  }

  private static <A> Model<A> checks(Model<A> model) {
    Rewrite possible = site -> isImpossible(site) ? site.forgotten() : site;
    return Validate.on(possible.on(model));
  }

  /**
   * Data that are outside of a support which depends on draws may be inside of it in other runs.
   */
  private static boolean isImpossible(Site site) {
    if (!(site.value() instanceof Value.Observed(Tensor data))) {
      return false;
    }
    try {
      return site.distribution().support().check(data).min().item() == 0;
    } catch (ArgumentException shapes) {
      return false;
    }
  }

  private static <A> Particle<A> walk(Stops stops, Particle<A> particle, Key run) {
    return Walk.on(stops.checking(), particle, run, Swarm.key(run, 0, 0));
  }

  private static void requireNew(History before, History draws) {
    Set<String> known = new HashSet<>();
    for (History at = before; !at.isEmpty(); at = at.before()) {
      known.add(at.name());
    }
    for (History at = draws; !at.isEmpty(); at = at.before()) {
      if (known.contains(at.name())) {
        throw new ModelException(
            ("Site '%s' was there before this step already. Give the sites of each step names of"
                    + " their own, with the number of the step for example.")
                .formatted(at.name()));
      }
    }
  }
}
