package dev.merapi.infer.internal.program;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.InTurn;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The density of a model that looks at the numbers of its discrete sites: it runs once for each
 * combination of their values, and every run must have the same other latent sites.
 */
public final class Worldwise {
  private Worldwise() {}

  private static Rewrite decide(Function<Site, Tensor> free) {
    return site ->
        Sites.isFree(site)
            ? site.replayed(Coordinates.bijector(site).forwardInside(free.apply(site)))
            : site;
  }

  /** What happens in the first world, with all free numbers 0; every world is checked. */
  public static Trace first(Model<?> model, Key key) {
    InTurn worlds = InTurn.of(model, decide(Unconstrained::origin), key);
    Trace first = worlds.traces().head();
    for (Trace other : worlds.traces()) {
      requireSame(first, other);
      requireSame(other, first);
    }
    return first;
  }

  private static void requireSame(Trace one, Trace other) {
    for (Entry.Sampled entry : one.sites()) {
      if (Sites.isFree(entry.site()) && other.sampled(entry.name()).isEmpty()) {
        throw new ModelException(
            ("Site '%s' in %s is there for some values of the discrete sites and not for others."
                    + " Inference on ℝⁿ needs the same latent sites in every run: draw it always,"
                    + " and use it where it is wanted.")
                .formatted(entry.name(), entry.site().place().describe()));
      }
    }
  }

  /** What happens in the first world. */
  public static Trace first(Model<?> model, Key key, Function<Site, Tensor> free) {
    return unchecked(model, key, free).traces().head();
  }

  private static InTurn unchecked(Model<?> model, Key key, Function<Site, Tensor> free) {
    return Settings.current().validation(false).in(() -> InTurn.of(model, decide(free), key));
  }

  /** ln Σ over all worlds of the density, with the Jacobians of the bijectors; shape []. */
  public static Tensor logDensity(Model<?> model, Key key, Map<String, ? extends Tensor> free) {
    Function<Site, Tensor> parts = site -> Sites.part(free, site);
    InTurn worlds = unchecked(model, key, parts);
    Tensor scale = worlds.scale();
    return worlds.plus(trace -> jacobian(trace, parts).div(scale)).logSum().times(scale);
  }

  private static Tensor jacobian(Trace trace, Function<Site, Tensor> free) {
    Tensor total = Tensor.scalar(0);
    for (Entry.Sampled entry : trace.sites()) {
      if (Sites.isFree(entry.site())) {
        var bijector = Coordinates.bijector(entry.site());
        total =
            total.plus(bijector.logAbsDetJacobian(free.apply(entry.site()), entry.value()).sum());
      }
    }
    return total;
  }

  /** The values of all sites in a world that is drawn. */
  public static Map<String, Dense> draw(
      Model<?> model, Key key, Map<String, ? extends Tensor> free, Key draw) {
    Function<Site, Tensor> parts = site -> Sites.part(free, site);
    Trace world = unchecked(model, key, parts).plus(trace -> jacobian(trace, parts)).draw(draw);
    Map<String, Dense> values = new LinkedHashMap<>();
    for (Entry.Sampled entry : world.sites()) {
      if (Sites.isReported(entry.site())) {
        values.put(entry.name(), Sites.reported(entry).dense());
      }
    }
    return values;
  }
}
