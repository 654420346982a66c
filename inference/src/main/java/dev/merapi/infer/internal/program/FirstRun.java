package dev.merapi.infer.internal.program;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.effects.check.Finding;
import dev.merapi.effects.internal.IndexSet;
import dev.merapi.effects.internal.check.Densities;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.internal.discrete.WorldChecks;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import java.util.function.Function;

/**
 * The run that is checked before a log density is compiled: names, shapes against plates, data
 * against supports. Mistakes of a model are found here, in a sentence, and not as a silent
 * broadcast.
 */
public final class FirstRun {
  /** How many other places are tried. */
  private static final int ATTEMPTS = 10;

  private FirstRun() {}

  /**
   * The trace of a run with all free numbers 0; where that is no place for the model, as where an
   * equation has no solution there, with random ones.
   */
  public static Trace of(Model<?> model, Key key) {
    Model<?> all = NothingHidden.in(model);
    Trace trace;
    try {
      trace = at(all, key, Unconstrained::origin);
    } catch (ModelException refused) {
      if (!(refused.getCause() instanceof ArgumentException)
          || refused.getCause() instanceof ShapeException) {
        throw refused;
      }
      trace = elsewhere(all, key, refused);
    }
    trace.latents().forEach(FirstRun::requireDecided);
    for (Entry.Sampled entry : trace.sites()) {
      if (entry.site().isIndexSet()) {
        requireAll(entry);
      } else if (!entry.site().isComputed()) {
        requireDeclaredDims(entry);
      }
      if (entry.site().isObserved() && entry.site().place().dims().isEmpty()) {
        requireInSupport(entry);
      }
    }
    Finding.raise(new Densities(trace).findings());
    return trace;
  }

  private static Trace at(Model<?> model, Key key, Function<Site, Tensor> free) {
    return WorldChecks.checked(() -> Unconstrained.checked(model, key, free).trace().trace());
  }

  private static Trace elsewhere(Model<?> model, Key key, ModelException refused) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Key own = key.fold("elsewhere").fold(attempt);
      try {
        return at(
            model, key, site -> near(Unconstrained.origin(site).shape(), own.fold(site.name())));
      } catch (ModelException again) {
        refused.addSuppressed(again);
      }
    }
    throw refused;
  }

  /** Uniform numbers between −2 and 2. */
  private static Tensor near(Shape shape, Key key) {
    double[] numbers = new double[shape.count()];
    Draws.uniform(key, numbers, 0, numbers.length);
    return Tensor.of(numbers, shape).times(4).minus(2);
  }

  /** A latent site is a coordinate or is summed out: its draw would be one of many. */
  private static void requireDecided(Entry.Sampled entry) {
    if (entry.site().value() instanceof Value.Latent) {
      throw new ModelException(
          ("Site '%s' in %s is a discrete latent variable (%s) whose values cannot be gone through:"
                  + " its bounds are not known, depend on too many values of enumerated sites, or"
                  + " are too far apart. Observe it, bound it by numbers, or sum it out by hand.")
              .formatted(
                  entry.name(),
                  entry.site().place().describe(),
                  entry.site().distribution().getClass().getSimpleName()));
    }
  }

  private static void requireAll(Entry.Sampled entry) {
    int part = entry.value().shape().count();
    int size = ((IndexSet) entry.site().distribution()).fullSize();
    if (part < size && !entry.site().isObserved()) {
      throw new ModelException(
          ("Plate '%s' draws %d of its %d elements anew in every run, so its log density is random."
                  + " Use variational inference, fix the indices, or give the plate all its elements.")
              .formatted(entry.name(), part, size));
    }
  }

  /** Every batch dim of the log-probability must belong to a plate. */
  private static void requireDeclaredDims(Entry.Sampled entry) {
    Site site = entry.site();
    Shape value = entry.value().shape().dropRight(site.distribution().eventDim());
    Shape batch = Shape.broadcast(value, site.distribution().batchShape());
    for (int dim = -1; dim >= -batch.rank(); dim--) {
      int at = dim;
      if (batch.size(dim) != 1
          && !site.place().dims().containsKey(dim)
          && !site.place().vectorised().stream().anyMatch(frame -> frame.dim() == at)) {
        throw new ModelException(
            ("Site '%s' has log-probability shape %s, but no plate declares dim %d, of size %d; it"
                    + " stands in %s. If these values are independent, put the site into plate(\"…\","
                    + " %d, …); if they are one value, use toEvent(…).")
                .formatted(
                    site.name(),
                    batch,
                    dim,
                    batch.size(dim),
                    site.place().describe(),
                    batch.size(dim)));
      }
    }
  }

  private static void requireInSupport(Entry.Sampled entry) {
    try {
      entry.unscaled().requireInSupport(entry.value());
    } catch (ArgumentException cause) {
      throw new ModelException(
          "Site '%s' is observed outside its support: %s"
              .formatted(entry.name(), cause.getMessage()),
          cause);
    }
  }

  /**
   * Which site has no finite log-probability at the given free numbers, in a sentence; empty if all
   * are finite.
   */
  public static String culprit(
      Model<?> model, Key key, Coordinates coordinates, double[] position) {
    var parts = coordinates.split(position);
    Trace trace;
    try {
      trace =
          Unconstrained.run(model, key, site -> parts.getOrDefault(site.name(), Tensor.scalar(0)))
              .trace()
              .trace();
    } catch (ArgumentException outside) {
      return outside.getMessage() + ".";
    }
    for (Entry.Sampled entry : trace.sites()) {
      if (!entry.site().isIndexSet()) {
        double total = Laid.total(trace, entry);
        if (!Double.isFinite(total)) {
          return "Site '%s' has log-probability %s at value %s."
              .formatted(entry.name(), total, entry.value());
        }
      }
    }
    return "";
  }
}
