package dev.merapi.infer;

import dev.merapi.effects.Model;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.check.Finding;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.internal.check.Spelling;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.program.PerDraw;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * ln p(y | θ) of each observation under each draw of a posterior: what leave-one-out
 * cross-validation ({@link dev.merapi.infer.diagnose.Loo}) is made of. An element of a plate is an
 * observation; scales, as of subsamples, do not count, and masked elements are 0.
 *
 * <p>The program is traced once, and the graph is run for many draws at a time.
 */
public final class LogLikelihood {
  private static final Key FIXED = Key.of(0);

  private LogLikelihood() {}

  /**
   * For each observed site, by name: [draws, B..]. The model may be the fitted one, or one for new
   * data that has the same latent sites.
   */
  public static Map<String, Tensor> of(Model<?> model, Posterior posterior) {
    return all(model, posterior, Site::isObserved);
  }

  /**
   * As {@link #of(Model, Posterior)}, but some draws at a time, in order, so that no more than
   * these are in memory.
   *
   * @param receiver takes name → [some, B..]
   */
  public static void of(
      Model<?> model, Posterior posterior, Consumer<? super Map<String, Tensor>> receiver) {
    draws(model, posterior, Site::isObserved).ifPresent(draws -> draws.each(receiver));
  }

  /**
   * ln p(θ | parents) of each latent site under each draw, by name: [draws, B..]; what it takes to
   * see how much the prior decides.
   */
  public static Map<String, Tensor> prior(Model<?> model, Posterior posterior) {
    return all(model, posterior, site -> !site.isObserved() && !site.isComputed());
  }

  private static Map<String, Tensor> all(
      Model<?> model, Posterior posterior, Predicate<Site> chosen) {
    return draws(model, posterior, chosen).map(PerDraw::all).orElse(Map.of());
  }

  private static Optional<PerDraw> draws(
      Model<?> model, Posterior posterior, Predicate<Site> chosen) {
    if (posterior.size() == 0) {
      return Optional.empty();
    }
    Map<String, Tensor> example = posterior.draw(0);
    Trace first = Trace.run(FIXED, new Substitute(example).on(model)).trace();
    Finding.raise(new Spelling(example.keySet(), first).findings());
    return Optional.of(
        new PerDraw(
            (key, values) -> pointwise(key, model, values, chosen),
            FIXED,
            posterior.size(),
            posterior::draw));
  }

  private static Map<String, Tensor> pointwise(
      Key key, Model<?> model, Map<String, Tensor> values, Predicate<Site> chosen) {
    Settings quiet = Settings.current().validation(false);
    Trace trace = quiet.in(() -> Trace.run(key, new Substitute(values).on(model)).trace());
    Map<String, Tensor> pointwise = new LinkedHashMap<>();
    for (Entry.Sampled entry : trace.sites()) {
      if (chosen.test(entry.site()) && !entry.site().isIndexSet() && !entry.site().isHidden()) {
        pointwise.put(entry.name(), entry.unscaled().logProb(entry.value()));
      }
    }
    return pointwise;
  }
}
