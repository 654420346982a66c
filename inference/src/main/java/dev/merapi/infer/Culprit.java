package dev.merapi.infer;

import dev.merapi.effects.Model;
import dev.merapi.effects.Settings;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/** Which site or parameter of a step is not finite. */
final class Culprit {
  private static final int SHOWN = 6;

  private Culprit() {}

  /**
   * A sentence: the first site in the guide, then in the model, whose log-probability under a key
   * is not finite, or a parameter that is not; if there is none, what to look for instead.
   */
  static String of(Model<?> model, Model<?> guide, Map<String, Tensor> parameters, Key key) {
    for (Map.Entry<String, Tensor> parameter : parameters.entrySet()) {
      if (!isFinite(parameter.getValue())) {
        return "Parameter '%s' is %s.".formatted(parameter.getKey(), shown(parameter.getValue()));
      }
    }
    try {
      return Settings.current().validation(false).in(() -> ofSites(model, guide, parameters, key));
    } catch (MerapiException refused) {
      return "Under this key a distribution cannot be made. " + refused.getMessage();
    }
  }

  private static String ofSites(
      Model<?> model, Model<?> guide, Map<String, Tensor> parameters, Key key) {
    Substitute given = new Substitute(parameters);
    Trace inGuide = Trace.run(key, given.on(guide)).trace();
    Trace inModel = Trace.run(key, new Replay(inGuide).on(given.on(model))).trace();
    return first("guide", inGuide)
        .or(() -> first("model", inModel))
        .orElse(
            "Every site is finite, but the gradient is not: look for 0 · ∞, a square root of 0, or a division by 0 in the model.");
  }

  private static Optional<String> first(String program, Trace trace) {
    for (Entry.Sampled entry : trace.sites()) {
      if (!entry.site().isIndexSet() && !isFinite(entry.logProb())) {
        return Optional.of(
            "Site '%s' of the %s has log-probability %s at value %s."
                .formatted(entry.name(), program, entry.logProb().sum(), shown(entry.value())));
      }
    }
    return Optional.empty();
  }

  private static boolean isFinite(Tensor value) {
    for (double number : value.dense().toArray()) {
      if (!Double.isFinite(number)) {
        return false;
      }
    }
    return true;
  }

  private static String shown(Tensor value) {
    Dense dense = value.dense();
    return dense.shape().count() <= SHOWN
        ? dense.toString()
        : "of shape %s, which begins with %s"
            .formatted(dense.shape(), dense.reshape(dense.shape().count()).slice(0, 0, SHOWN));
  }
}
