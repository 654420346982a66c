package dev.merapi.laws.verify;

import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.laws.ModelEquations;
import dev.merapi.laws.internal.verify.Sentences;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;

/**
 * The program runs: names, shapes against plates, data against supports; its draws are in their
 * supports and have a density; under one key it does the same each time; its log density can be
 * laid out.
 */
final class RunCheck {
  private static final int KEYS = 5;

  private RunCheck() {}

  static Outcome run(Subject subject, Key key) {
    try {
      for (int k = 0; k < KEYS; k++) {
        for (Entry.Sampled entry : Trace.run(key.fold(k), subject.model()).trace().sites()) {
          String wrong = wrong(entry);
          if (!wrong.isEmpty()) {
            return new Outcome.Failed(wrong);
          }
        }
      }
      if (!ModelEquations.reports(subject.model())
          .equals(ModelEquations.reports(subject.model()))) {
        return new Outcome.Failed(
            "Two runs under one key differ: something in the program is random or changes by itself. Draw by sample(…) or key(…), and keep no state.");
      }
      int dimension = subject.density().dimension();
      return new Outcome.Passed("%d keys, %d free numbers".formatted(KEYS, dimension));
    } catch (MerapiException refused) {
      return new Outcome.Failed(Sentences.first(refused));
    }
  }

  private static String wrong(Entry.Sampled entry) {
    if (entry.site().isIndexSet() || entry.site().isComputed()) {
      return "";
    }
    if (!entry.site().isObserved()) {
      entry.unscaled().requireInSupport(entry.value());
    }
    double total = entry.logProb().sum().item();
    return Double.isNaN(total) || (total == Double.NEGATIVE_INFINITY && !entry.site().isObserved())
        ? "Site '%s' in %s has log-probability %s at a value it has just drawn, %s."
            .formatted(entry.name(), entry.site().place().describe(), total, entry.value())
        : "";
  }
}
