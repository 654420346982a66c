package dev.merapi.infer;

import dev.merapi.effects.Model;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.check.Finding;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.handler.Uncondition;
import dev.merapi.effects.internal.check.Spelling;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.internal.program.PerDraw;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Draws of what a model predicts. Observations are forgotten, so observed sites are drawn anew: new
 * data as the model would make them. Computed values are always computed, never taken from a
 * posterior. Draw i depends on the key and i alone.
 *
 * <p>The program is traced once, as a graph of the key and the given values, and the graph makes
 * all draws, many at a time. A program that decides by a number it looks at runs again for each
 * draw.
 */
public final class Predictive {
  private Predictive() {}

  /**
   * {@code n} draws of all sites from the prior: name → [n, B.. E..].
   *
   * @throws dev.merapi.effects.ModelException if the model is wrong in a way that its first run can
   *     see
   */
  public static Map<String, Tensor> prior(Model<?> model, Key key, int n) {
    return draws(new Program(model, new Regrouped(Map.of())), key, n, i -> Map.of())
        .map(PerDraw::all)
        .orElse(Map.of());
  }

  /** As {@link #prior(Model, Key, int)}, with the key {@code Key.of(seed)}. */
  public static Map<String, Tensor> prior(Model<?> model, long seed, int n) {
    return prior(model, Key.of(seed), n);
  }

  /**
   * One draw for each draw of the posterior, of the sites that are not latent there: name → [draws,
   * B.. E..]. The model may be the fitted one, or one for new data, of any length, that has the
   * same latent sites. Where a plate has labels in both, elements of known labels keep the values
   * of the draw, and new ones are drawn given all else; such a site is among the results. An
   * intervention, {@link dev.merapi.effects.handler.Do}, on the model gives counterfactuals: what
   * is latent stays.
   *
   * @throws dev.merapi.effects.ModelException if the model is wrong in a way that its first run can
   *     see
   */
  public static Map<String, Tensor> posterior(Model<?> model, Posterior posterior, Key key) {
    return draws(model, posterior, key).map(PerDraw::all).orElse(Map.of());
  }

  /**
   * As {@link #posterior(Model, Posterior, Key)}, but some draws at a time, in order, so that no
   * more than these are in memory.
   *
   * @param receiver takes name → [some, B.. E..]
   */
  public static void posterior(
      Model<?> model,
      Posterior posterior,
      Key key,
      Consumer<? super Map<String, Tensor>> receiver) {
    draws(model, posterior, key).ifPresent(draws -> draws.each(receiver));
  }

  /** As {@link #posterior(Model, Posterior, Key)}, with the key {@code Key.of(seed)}. */
  public static Map<String, Tensor> posterior(Model<?> model, Posterior posterior, long seed) {
    return posterior(model, posterior, Key.of(seed));
  }

  private static Optional<PerDraw> draws(
      Program program, Key key, int n, IntFunction<Map<String, Tensor>> given) {
    if (n == 0) {
      return Optional.empty();
    }
    Counts.of(n, "draws", Double.BYTES);
    Map<String, Tensor> example = given.apply(0);
    Trace first = program.run(key.fold(0), example, true);
    Finding.raise(new Spelling(example.keySet(), first).findings());
    return Optional.of(new PerDraw(program::predicted, key, n, given));
  }

  private static Optional<PerDraw> draws(Model<?> model, Posterior posterior, Key key) {
    if (posterior.size() == 0) {
      return Optional.empty();
    }
    Trace prior = trace(key, new Uncondition().on(model), false);
    Regrouped regrouped = Regrouped.of(posterior, prior);
    return draws(
        new Program(model, regrouped),
        key,
        posterior.size(),
        i -> regrouped.laid(posterior.draw(i)));
  }

  /** A model that is simulated, and the sites whose groups are not those of the draws. */
  private record Program(Model<?> model, Regrouped regrouped) {
    /** One run with the values of a draw. */
    Trace run(Key key, Map<String, Tensor> values, boolean first) {
      return trace(key, simulation(completed(key, values)), first);
    }

    /** What one run makes that is not in the draw as it is. */
    Map<String, Tensor> predicted(Key key, Map<String, Tensor> values) {
      return Predictive.predicted(run(key, values, false), regrouped.others(values));
    }

    private Map<String, Tensor> completed(Key key, Map<String, Tensor> values) {
      if (regrouped.isEmpty()) {
        return values;
      }
      Model<?> drawing = regrouped.drawing(values).on(simulation(regrouped.others(values)));
      return regrouped.completed(values, trace(key, drawing, false));
    }

    private Model<?> simulation(Map<String, Tensor> values) {
      return new Uncondition().then(new Substitute(values)).on(model);
    }
  }

  private static Map<String, Tensor> predicted(Trace trace, Map<String, Tensor> given) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Entry.Sampled entry : trace.sites()) {
      if (isPredicted(entry.site(), given)) {
        values.put(entry.name(), entry.value());
      }
    }
    return values;
  }

  /** One run, with the checks that the current settings ask for only where it is the first. */
  private static Trace trace(Key key, Model<?> simulation, boolean first) {
    Settings current = Settings.current();
    Settings settings = first ? current : current.validation(false);
    return settings.in(() -> Trace.run(key, simulation).trace());
  }

  private static boolean isPredicted(Site site, Map<String, Tensor> given) {
    boolean drawn = !given.containsKey(site.name()) || site.isComputed();
    return drawn
        && !site.isIndexSet()
        && !site.isHidden()
        && site.distribution().eventShape().count() > 0;
  }
}
