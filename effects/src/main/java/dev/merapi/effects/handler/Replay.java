package dev.merapi.effects.handler;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;

/**
 * Gives latent sites and parameters the values of another run, plates' index sets among them, so
 * that a guide and a model share a minibatch. Evidence is never overwritten: explicit indices that
 * differ from the other run's are an error.
 *
 * <p>Laws: {@code trace(replay(t) on m)} = t if t is a trace of m; {@code replay(∅) = identity};
 * idempotent; commutes with condition on other sites.
 */
public record Replay(Trace trace) implements Rewrite {
  @Override
  public Site site(Site site) {
    return trace
        .sampled(site.name())
        .filter(entry -> entry.site().isLatent() || site.isIndexSet())
        .map(entry -> replayed(site, entry.value()))
        .getOrElse(site);
  }

  @Override
  public Parameter parameter(Parameter parameter) {
    return trace
        .declared(parameter.name())
        .map(entry -> parameter.set(entry.value()))
        .getOrElse(parameter);
  }

  private static Site replayed(Site site, Tensor value) {
    if (site.isIndexSet() && site.value() instanceof Value.Observed(Tensor given)) {
      requireEqual(site.name(), given, value);
    }
    return site.replayed(value);
  }

  private static void requireEqual(String plate, Tensor given, Tensor replayed) {
    if (given instanceof Dense a && replayed instanceof Dense b && !a.equals(b)) {
      throw new ModelException(
          ("Plate '%s' is given the indices %s, but the replayed run has %s: data and latent variables would not match."
                  + " Give model and guide the same indices, or leave them out of one of them.")
              .formatted(plate, a, b));
    }
  }
}
