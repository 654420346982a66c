package dev.merapi.laws.verify;

import dev.merapi.laws.internal.verify.Draw;
import dev.merapi.tensor.Key;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A sequential test of many quantities. The first stage asks them all; those that look wrong are
 * asked again at twice and four times as many fresh draws, and fail only if every stage says so:
 * the same quantity is off, to the same side. A right model fails a stage with at most the
 * probability {@link #LEVELS}, over all quantities together, and stages are independent, so it
 * fails with at most the product of these, if p-values are exact; a wrong model is wrong to one
 * side. No stage asks an approximate p-value for more than three digits of a tail.
 */
final class Staged {
  private static final double[] LEVELS = {0.02, 0.02, 0.0025};

  /** Ten times the product of the levels, since some p-values are approximate. */
  static final double FALSE_ALARM = 1e-5;

  private static final int MOST = 4;

  private Staged() {}

  /**
   * A quantity, the probability of something as strange to either side under a right model, to
   * which side it is off, and a sentence.
   */
  record Finding(String quantity, double p, int side, String sentence) {
    /** A side that was looked at before leaves half of the probability. */
    double pAt(int before) {
      return before == 0 || side == 0 ? p : side == before ? p / 2 : 1;
    }
  }

  /** Findings at fresh draws. */
  @FunctionalInterface
  interface Experiment {
    List<Finding> at(List<Draw> draws, Key key);
  }

  static Outcome run(String what, Experiment experiment, Subject subject, Key key) {
    List<Finding> suspects = List.of();
    for (int stage = 0; stage < LEVELS.length; stage++) {
      Map<String, Integer> asked =
          suspects.stream().collect(Collectors.toMap(Finding::quantity, Finding::side));
      boolean all = stage == 0;
      List<Finding> found =
          experiment.at(subject.stage(stage), key.fold(stage)).stream()
              .filter(finding -> all || asked.containsKey(finding.quantity()))
              .toList();
      if (found.isEmpty() && all) {
        return new Outcome.Idle("there is no quantity that has a mean; ranks need none");
      }
      double level = LEVELS[stage] / found.size();
      suspects =
          found.stream()
              .filter(finding -> finding.pAt(asked.getOrDefault(finding.quantity(), 0)) < level)
              .sorted(Comparator.comparingDouble(Finding::p))
              .toList();
      if (suspects.isEmpty()) {
        return new Outcome.Passed("%s, %d draws".formatted(what, subject.stage(stage).size()));
      }
    }
    return new Outcome.Failed(
        suspects.stream()
            .map(Finding::sentence)
            .distinct()
            .limit(MOST)
            .collect(Collectors.joining(" ")));
  }
}
