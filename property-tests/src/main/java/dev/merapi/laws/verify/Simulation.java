package dev.merapi.laws.verify;

import dev.merapi.distributions.combinator.Censored;
import dev.merapi.distributions.combinator.IntervalCensored;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Predictive;
import dev.merapi.laws.internal.verify.Draw;
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
import java.util.Set;

/**
 * Joint draws of latent sites and data: by the program run forward, with its observations
 * forgotten, and by what the user's simulator says instead.
 */
final class Simulation {
  private Simulation() {}

  /** Draws 0 … n − 1; draw i depends on the key and i alone. */
  static List<Draw> draws(Subject subject, Key key, int n) {
    Map<String, Tensor> drawn = Predictive.prior(subject.whole(), key, n);
    List<Draw> draws = split(subject, drawn, n);
    return subject
        .simulator()
        .map(simulator -> told(simulator, subject, key, draws, Set.of()))
        .orElse(draws);
  }

  /** Data drawn anew given the values of continuous latent sites. */
  static List<Draw> again(Subject subject, List<Map<String, Tensor>> given, Key key) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (String name : given.getFirst().keySet()) {
      all.put(
          name, Tensor.stack(0, given.stream().map(one -> one.get(name)).toArray(Tensor[]::new)));
    }
    Set<String> fixed = Set.copyOf(all.keySet());
    Map<String, Tensor> chain = new LinkedHashMap<>(all);
    chain.replaceAll((_, values) -> values.unsqueeze(0));
    all.putAll(Predictive.posterior(subject.whole(), Posterior.of(chain), key));
    List<Draw> draws = split(subject, all, given.size());
    return subject
        .simulator()
        .map(simulator -> told(simulator, subject, key, draws, fixed))
        .orElse(draws);
  }

  private static List<Draw> split(Subject subject, Map<String, Tensor> drawn, int n) {
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
    return draws;
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

  /** What the simulator says instead; values that are fixed are not its to draw. */
  private static List<Draw> told(
      Simulator simulator, Subject subject, Key key, List<Draw> draws, Set<String> fixed) {
    Map<String, Tensor> held = held(subject);
    List<Draw> told = new ArrayList<>(draws.size());
    for (int i = 0; i < draws.size(); i++) {
      Draw draw = draws.get(i);
      Map<String, Tensor> latents = new LinkedHashMap<>(draw.latents());
      Map<String, Tensor> data = new LinkedHashMap<>(draw.data());
      Map<String, Tensor> seen = new LinkedHashMap<>(held);
      seen.putAll(latents);
      simulator
          .simulate(Map.copyOf(seen), key.fold(i).fold("simulator"))
          .forEach(
              (name, value) -> {
                if (fixed.contains(name)) {
                  throw new ModelException(
                      "The simulator draws '%s' by itself, so it cannot draw data for a given value of it."
                          .formatted(name));
                }
                put(data.containsKey(name) ? data : latents, name, value);
              });
      told.add(new Draw(latents, data));
    }
    return told;
  }

  /** The values that latent sites are held at. */
  private static Map<String, Tensor> held(Subject subject) {
    Map<String, Tensor> held = new LinkedHashMap<>();
    for (Entry.Sampled entry : subject.first().sites()) {
      if (subject.isHeld(entry.name())) {
        held.put(entry.name(), entry.value());
      }
    }
    return held;
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
      if (site.isObserved()
          && !site.isIndexSet()
          && !subject.isHeld(site.name())
          && !isDrawn(subject, entry)) {
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

  /** As {@link #obstacle}, or that there is nothing for derivatives and kernels to work on. */
  static Optional<String> obstacleToMoves(Subject subject) {
    return obstacle(subject)
        .or(
            () ->
                subject.density().dimension() == 0
                    ? Optional.of("there is no continuous latent site")
                    : Optional.empty());
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
