package dev.merapi.laws.verify;

import dev.merapi.distributions.combinator.Censored;
import dev.merapi.distributions.combinator.IntervalCensored;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.effects.Model;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.Predictive;
import dev.merapi.laws.internal.verify.Sentences;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joint draws of latent sites and data: by the program run forward, with its observations
 * forgotten, and by what the user's simulator says instead.
 */
final class Simulation {
  private Simulation() {}

  /** Draws 0 … n − 1; draw i depends on the key and i alone. */
  static List<Draw> draws(Subject subject, Key key, int n) {
    Map<String, Tensor> drawn = Predictive.prior(subject.whole(), key, n);
    List<Draw> draws = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      Map<String, Tensor> latents = new LinkedHashMap<>();
      Map<String, Tensor> data = new LinkedHashMap<>(subject.data());
      for (Map.Entry<String, Tensor> site : drawn.entrySet()) {
        Tensor value = site.getValue().get(i);
        if (isColumn(subject, site.getKey())) {
          data.put(
              site.getKey(), value.reshape(Sentences.named(subject.data(), site.getKey()).shape()));
        } else if (!isObserved(subject, site.getKey())) {
          latents.put(site.getKey(), value);
        }
      }
      draws.add(new Draw(latents, data));
    }
    return subject.simulator().map(simulator -> told(simulator, key, draws)).orElse(draws);
  }

  private static boolean isObserved(Subject subject, String name) {
    return subject.first().sampled(name).filter(entry -> entry.site().isObserved()).isPresent();
  }

  /** Whether a column is the data of a site. */
  private static boolean isColumn(Subject subject, String name) {
    Tensor column = subject.data().get(name);
    return column != null
        && subject
            .first()
            .sampled(name)
            .filter(entry -> isDrawn(subject, entry))
            .filter(entry -> entry.value().shape().count() == column.shape().count())
            .isPresent();
  }

  private static List<Draw> told(Simulator simulator, Key key, List<Draw> draws) {
    List<Draw> told = new ArrayList<>(draws.size());
    for (int i = 0; i < draws.size(); i++) {
      Draw draw = draws.get(i);
      Map<String, Tensor> latents = new LinkedHashMap<>(draw.latents());
      Map<String, Tensor> data = new LinkedHashMap<>(draw.data());
      simulator
          .simulate(Map.copyOf(latents), key.fold(i).fold("simulator"))
          .forEach((name, value) -> put(data.containsKey(name) ? data : latents, name, value));
      told.add(new Draw(latents, data));
    }
    return told;
  }

  private static void put(Map<String, Tensor> into, String name, Tensor value) {
    Tensor before = Sentences.named(into, name);
    if (!before.shape().equals(value.shape())) {
      throw new ArgumentException(
          "The simulator gives '%s' the shape %s, but the model has %s."
              .formatted(name, value.shape(), before.shape()));
    }
    into.put(name, value);
  }

  /**
   * Why the draws of the program alone do not follow its density, in a sentence; empty if they do.
   */
  static Optional<String> obstacle(Subject subject) {
    if (subject.simulator().isPresent()) {
      return Optional.empty();
    }
    for (Entry.Sampled entry : subject.first().sites()) {
      Site site = entry.site();
      if (site.distribution() instanceof Certain term && term.isFactor()) {
        return Optional.of(
            "draws of the program know nothing of the term '%s' of its density; give a simulator"
                .formatted(site.name()));
      }
      if (site.isObserved() && !site.isIndexSet() && !isDrawn(subject, entry)) {
        return Optional.of(
            "the data of site '%s' cannot be drawn anew as a whole; give a simulator"
                .formatted(site.name()));
      }
      if (isCensored(site.distribution())) {
        return Optional.of(
            "site '%s' is drawn without its censoring; give a simulator".formatted(site.name()));
      }
      if (!site.isIndexSet() && !site.isComputed() && !site.weight().isUnscaled()) {
        return Optional.of(
            "the log-probability of site '%s' is scaled, and its draws are not; give a simulator"
                .formatted(site.name()));
      }
      if (site.isLatent() && site.weight().mask().isPresent()) {
        return Optional.of(
            "site '%s' is masked, and its draws are not; give a simulator".formatted(site.name()));
      }
    }
    return Optional.empty();
  }

  /** Whether the data of an observed site are drawn anew. */
  static boolean isDrawn(Subject subject, Entry.Sampled entry) {
    Tensor column = subject.data().get(entry.name());
    return subject.simulator().isPresent()
        || (column != null
            && column.shape().count() == entry.value().shape().count()
            && Arrays.equals(column.toArray(), entry.value().toArray()));
  }

  /** The distribution of single numbers; censored data are drawn without their censoring. */
  static boolean isCensored(Distribution distribution) {
    return switch (distribution) {
      case IndependentAxes(Distribution base, _) -> isCensored(base);
      case Censored _, IntervalCensored _ -> true;
      default -> false;
    };
  }

  /** The run with the values of a draw. */
  static Trace run(Subject subject, Draw draw, Key key) {
    Model<?> model = new Condition(draw.latents()).on(subject.wholeAt(draw.data()));
    return Settings.current().validation(false).in(() -> Trace.run(key, model)).trace();
  }
}
