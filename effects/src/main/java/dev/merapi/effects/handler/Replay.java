package dev.merapi.effects.handler;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives latent sites and parameters the values of another run, plates' index sets among them, so
 * that a guide and a model share a minibatch. Evidence is never overwritten: explicit indices that
 * differ from the other run's are an error. Where the other run was enumerated, its dims are in
 * sight.
 *
 * <p>Laws: {@code trace(replay(t) on m)} = t if t is a trace of m; {@code replay(∅) = identity};
 * idempotent; commutes with condition on other sites.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="replay"}
 */
public record Replay(Trace trace, SortedMap<Integer, String> dims) implements Rewrite {
  /** Copies the dims. */
  public Replay {
    dims = Collections.unmodifiableSortedMap(new TreeMap<>(dims));
  }

  /** The values of a run. */
  public Replay(Trace trace) {
    this(trace, trace.dims());
  }

  @Override
  public Site site(Site site) {
    Site here = dims.isEmpty() ? site : site.placed(site.place().inSightOf(together(site)));
    return trace.sampled(site.name()).map(entry -> replayed(here, entry)).orElse(here);
  }

  private SortedMap<Integer, String> together(Site site) {
    SortedMap<Integer, String> all = new TreeMap<>(site.place().dims());
    all.putAll(dims);
    return all;
  }

  @Override
  public Parameter parameter(Parameter parameter) {
    return trace
        .declared(parameter.name())
        .map(entry -> parameter.set(entry.value()))
        .orElse(parameter);
  }

  private static Site replayed(Site site, Entry.Sampled entry) {
    if (site.isIndexSet()) {
      requireEqual(site, entry.value());
    } else if (site.isLatent() && !entry.site().isLatent()) {
      throw new ModelException(
          "Site '%s' is latent here, but observed or computed in the run that is replayed. Give the value by condition, or leave the observation out of the other run."
              .formatted(site.name()));
    }
    return site.replayed(entry.value());
  }

  private static void requireEqual(Site site, Tensor replayed) {
    if (site.value() instanceof Value.Observed(Dense given)
        && replayed instanceof Dense other
        && !given.equals(other)) {
      throw new ModelException(
          "Plate '%s' is given the indices %s, but the replayed run has %s: data and latent variables would not match. Give model and guide the same indices, or leave them out of one of them."
              .formatted(site.name(), given, other));
    }
  }
}
