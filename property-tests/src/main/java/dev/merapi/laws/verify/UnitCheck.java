package dev.merapi.laws.verify;

import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.laws.internal.verify.Draw;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Other units: where the values of some sites are multiplied by a factor, the log-likelihood
 * changes by the same number whatever the values are.
 */
final class UnitCheck {
  private static final int DRAWS = 6;

  private UnitCheck() {}

  static Outcome run(Subject subject, double factor, Set<String> names, Key key) {
    List<Draw> draws = Simulation.draws(subject, key, DRAWS);
    double[] changes = new double[DRAWS];
    double size = 1;
    for (int i = 0; i < DRAWS; i++) {
      Draw draw = draws.get(i);
      Draw other =
          new Draw(times(draw.latents(), factor, names), times(draw.data(), factor, names));
      double before = likelihood(subject, draw, key);
      double after = likelihood(subject, other, key);
      changes[i] = after - before;
      size = Math.max(size, Math.abs(before) + Math.abs(after));
    }
    double least = Arrays.stream(changes).min().orElse(0);
    double greatest = Arrays.stream(changes).max().orElse(0);
    return greatest - least <= 1e-8 * size
        ? new Outcome.Passed("%d draws".formatted(DRAWS))
        : new Outcome.Failed(
            "With %s times %s the log-likelihood changes by %.6g at one draw and by %.6g at another, where one number for all is right. Is one of them squared, or in other units than the rest?"
                .formatted(names, factor, least, greatest));
  }

  private static Map<String, Tensor> times(
      Map<String, Tensor> values, double factor, Set<String> names) {
    Map<String, Tensor> changed = new LinkedHashMap<>(values);
    changed.replaceAll((name, value) -> names.contains(name) ? value.times(factor) : value);
    return changed;
  }

  private static double likelihood(Subject subject, Draw draw, Key key) {
    double sum = 0;
    Trace trace =
        Trace.run(key, new Condition(draw.latents()).on(subject.wholeAt(draw.data()))).trace();
    for (Entry.Sampled entry : trace.sites()) {
      boolean data =
          subject.first().sampled(entry.name()).filter(e -> e.site().isObserved()).isPresent();
      if (data && !entry.site().isIndexSet()) {
        sum += entry.logProb().sum().item();
      }
    }
    return sum;
  }
}
