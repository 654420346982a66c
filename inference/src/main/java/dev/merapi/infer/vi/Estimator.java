package dev.merapi.infer.vi;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.effects.internal.Certain;
import dev.merapi.infer.internal.discrete.WorldSite;
import dev.merapi.infer.internal.discrete.WorldSites;
import io.vavr.control.Option;

/** How the gradient of an expectation over a guide gets past one of its sites. */
enum Estimator {
  /** There is nothing to get past: evidence, a computed value, or one that is decided outside. */
  GIVEN("given"),
  /** An exact sum over all values, weighted by their probabilities. */
  ENUMERATED("enumerated"),
  /** Through the draw, which is a differentiable function of the parameters. */
  PATHWISE("pathwise"),
  /** By ∇ ln q of the draw, times what comes after it. */
  SCORE("score function");

  private final String phrase;

  Estimator(String phrase) {
    this.phrase = phrase;
  }

  /** As messages call it. */
  String phrase() {
    return phrase;
  }

  /** What is used at a site of a guide that ran in one world. */
  static Estimator of(Site site, WorldSites worlds) {
    if (site.distribution() instanceof Certain point) {
      return point.isFactor() ? ofFactor(site) : GIVEN;
    }
    if (site.isIndexSet()) {
      return GIVEN;
    }
    Option<WorldSite.Kind> kind = worlds.kind(site.name());
    if (kind.contains(WorldSite.Kind.ENUMERATED)) {
      return ENUMERATED;
    }
    if (kind.isEmpty() && !(site.value() instanceof Value.Latent)) {
      return GIVEN;
    }
    boolean flows = site.infer().pathwise().orElse(site.distribution().reparametrised());
    return flows ? PATHWISE : SCORE;
  }

  private static Estimator ofFactor(Site site) {
    return site.infer()
        .pathwise()
        .map(flows -> flows ? PATHWISE : SCORE)
        .orElseThrow(
            () ->
                new ModelException(
                    ("The guide's factor '%s' does not say whether gradients flow through it. State"
                            + " it: infer(…).pathwise(true) if it is computed from reparametrised"
                            + " draws, else pathwise(false).")
                        .formatted(site.name())));
  }
}
