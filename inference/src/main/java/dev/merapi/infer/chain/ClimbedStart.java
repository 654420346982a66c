package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The best of several uniform starts, each of which has climbed some steps: a place in a far tail
 * or at a poor mode is not taken.
 *
 * @param uniform where the candidates come from
 * @param candidates how many there are
 * @param steps how far each climbs at most
 */
record ClimbedStart(UniformStart uniform, int candidates, int steps) implements Start {
  /** How many nats below the best a place is still worth telling of. */
  private static final double NEARLY = 20;

  /** Refuses settings out of range. */
  public ClimbedStart {
    if (candidates < 1 || steps < 0) {
      throw new ArgumentException(
          "A climbed start has at least 1 candidate and 0 steps, but %d and %d were asked for."
              .formatted(candidates, steps));
    }
  }

  @Override
  public Found find(Potential potential, int chain, Key key) {
    Climb climb = new Climb(potential);
    List<Point> ends = new ArrayList<>();
    Point last = null;
    Point best = null;
    int attempt = 0;
    for (; attempt < uniform.tries() && ends.size() < candidates; attempt++) {
      last = uniform.attempt(potential, key.fold(attempt));
      if (last.isFinite()) {
        Point end = climb.from(last, steps);
        ends.add(end);
        best = best == null || end.logDensity() > best.logDensity() ? end : best;
      }
    }
    if (best == null || uniform.isHopeless(best)) {
      throw uniform.failure(chain, best == null ? last : best, best != null);
    }
    return new Found(best, attempt + climb.gradients(), others(ends, best));
  }

  /** All that are nearly as likely as the best, and it, if it is not alone. */
  private static List<Point> others(List<Point> ends, Point best) {
    List<Point> likely =
        ends.stream().filter(end -> end.logDensity() > best.logDensity() - NEARLY).toList();
    return likely.stream().allMatch(best::equals) ? List.of() : likely;
  }

  @Override
  public Start naming(Function<double[], String> culprit) {
    return new ClimbedStart(uniform.naming(culprit), candidates, steps);
  }
}
