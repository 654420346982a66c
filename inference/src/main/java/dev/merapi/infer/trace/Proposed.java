package dev.merapi.infer.trace;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A program draws new values for some sites, given the run before; what is new in the model and not
 * drawn by it comes from its own distribution.
 */
record Proposed(Function<Map<String, Tensor>, ? extends Model<?>> proposal) implements Way {
  @Override
  public Offer offer(Model<?> model, Visit from, Key key) {
    Visit there = Visit.of(program(from), Map.of(), key.fold("proposal"));
    requireNoEvidence(there);
    Map<String, Tensor> told = new LinkedHashMap<>(from.latentValues());
    told.putAll(there.latentValues());
    Visit to = Visit.of(model, told, key.fold("rest"));
    if (to.isDead() || there.isDead()) {
      return Offer.impossible(to);
    }
    requireUsed(there, to);
    Visit back = Visit.of(program(to), from.latentValues(), key);
    if (back.isDead()) {
      return Offer.impossible(to);
    }
    requireWayBack(from, to, there, back);
    double gone = from.logProb(site -> !from.shares(site, to) && !back.latents().containsKey(site));
    return new Offer(
        to,
        to.logDensity()
            - to.logProb(to.drawn()::contains)
            - there.logProb(_ -> true)
            - from.logDensity()
            + gone
            + back.logProb(_ -> true));
  }

  private Model<?> program(Visit at) {
    return proposal.apply(at.values());
  }

  static void requireNoEvidence(Visit visit) {
    if (!visit.evidence().isEmpty()) {
      throw new ModelException(
          "The proposal has evidence, '%s', so nobody knows the density of what it draws. Let it only draw."
              .formatted(visit.evidence()));
    }
  }

  private static void requireUsed(Visit there, Visit to) {
    there
        .latents()
        .forEach(
            (name, drawn) -> {
              Visit.Latent site = to.latents().get(name);
              if (site == null) {
                throw new ModelException(
                    ("The proposal draws site '%s', which the model has not with the values that were"
                            + " proposed; it has %s. Draw it only where the model does, or check its"
                            + " name.")
                        .formatted(name, to.latents().keySet()));
              }
              if (to.drawn().contains(name)) {
                throw new ModelException(
                    "The proposal draws site '%s' with shape %s, but the model has it with shape %s in %s."
                        .formatted(
                            name,
                            drawn.value().shape(),
                            site.value().shape(),
                            site.site().place().describe()));
              }
            });
  }

  /** What was changed can be changed back, and nothing else would be. */
  private static void requireWayBack(Visit from, Visit to, Visit there, Visit back) {
    for (String site : back.latents().keySet()) {
      if (back.drawn().contains(site)) {
        throw new ModelException(
            ("The proposal cannot lead back: from where it leads, it draws site '%s' (%s), which the"
                    + " run before it had not in that shape; that had %s. Let what it draws depend on"
                    + " what it has drawn, so that it can end in each run that it leaves.")
                .formatted(
                    site,
                    back.latents().get(site).site().distribution().getClass().getSimpleName(),
                    from.latents().keySet()));
      }
    }
    for (String site : from.latents().keySet()) {
      boolean goes = there.latents().containsKey(site);
      boolean comes = back.latents().containsKey(site);
      if (from.shares(site, to) && goes != comes) {
        throw new ModelException(
            ("The proposal draws site '%s' on the way %s, but not on the way %s, so it cannot lead"
                    + " back. Draw it in both.")
                .formatted(site, goes ? "there" : "back", goes ? "back" : "there"));
      }
    }
  }
}
