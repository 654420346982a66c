package dev.merapi.infer;

import dev.merapi.effects.Frame;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import java.util.List;
import java.util.Optional;

/** Why a bound under a fixed key is no smooth function of the parameters, if it is not. */
final class Roughness {
  private Roughness() {}

  /** In a sentence. */
  static Optional<String> of(Trace guide, Trace model) {
    for (Entry.Sampled entry : guide.sites()) {
      if (isJumping(entry.site())) {
        return Optional.of(
            "Site '%s' of the guide is drawn from %s, and a draw that jumps makes an average under fixed keys jump with the parameters. Take steps, by optimiser(…), or mark the site for enumeration."
                .formatted(entry.name(), entry.site().distribution().getClass().getSimpleName()));
      }
    }
    return partial(guide, model)
        .map(
            plate ->
                plate
                    + ", so an average under fixed keys would see the same ones always. Take steps, by optimiser(…), or give the plate all of its elements.");
  }

  /** "Plate 'p' has 8 of its 40 elements in a run": the first plate that is a subsample. */
  static Optional<String> partial(Trace guide, Trace model) {
    for (Trace trace : List.of(guide, model)) {
      for (Entry.Sampled entry : trace.sites()) {
        for (Frame frame : entry.site().place().frames()) {
          if (frame.size() < frame.fullSize()) {
            return Optional.of(
                "Plate '%s' has %d of its %d elements in a run"
                    .formatted(frame.plate(), frame.size(), frame.fullSize()));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a draw of the site is no smooth function of its parameters. */
  static boolean isJumping(Site site) {
    boolean flows = site.infer().pathwise().orElseGet(() -> site.distribution().reparametrised());
    return site.value() instanceof Value.Latent
        && !site.isIndexSet()
        && !(site.distribution() instanceof Certain)
        && site.infer().enumerate().isEmpty()
        && !flows;
  }
}
