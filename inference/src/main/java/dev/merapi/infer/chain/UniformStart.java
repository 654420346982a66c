package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A start uniform in (−r, r) in each coordinate: the first of several tries where the log density
 * and its gradient are finite, unless it is absurdly steep there. A trajectory can leave such a
 * place only by steps that get nowhere, so it is compared with further ones, and the likeliest is
 * taken.
 *
 * @param radius r
 * @param tries how often to try
 * @param culprit a sentence that says which part of the target fails at a position, or nothing
 */
record UniformStart(double radius, int tries, Function<double[], String> culprit) implements Start {
  /** A slope that asks for comparison. */
  private static final double STEEP = 1e6;

  /** A slope from which there is no way: one step of 10⁻⁵⁰ is too large. */
  private static final double HOPELESS = 1e50;

  /** How many tries a steep start is compared with. */
  private static final int COMPARED = 25;

  @Override
  public Found find(Potential potential, int chain, Key key) {
    Point best = null;
    Point last = null;
    int enough = tries;
    int attempt = 0;
    for (; attempt < enough; attempt++) {
      last = attempt(potential, key.fold(attempt));
      if (!last.isFinite()) {
        continue;
      }
      if (best == null && slope(last) <= STEEP) {
        return new Found(last, attempt + 1L, List.of());
      }
      enough = best == null ? Math.min(tries, attempt + COMPARED) : enough;
      best = best == null || last.logDensity() > best.logDensity() ? last : best;
    }
    if (best != null && !isHopeless(best)) {
      return new Found(best, attempt, List.of());
    }
    throw failure(chain, best == null ? last : best, best != null);
  }

  @Override
  public UniformStart naming(Function<double[], String> other) {
    return new UniformStart(radius, tries, other);
  }

  /** Whether there is no way from a place. */
  boolean isHopeless(Point point) {
    return !(slope(point) <= HOPELESS);
  }

  /** One try. */
  Point attempt(Potential potential, Key key) {
    double[] position = new double[potential.dimension()];
    Draws.uniform(key, position, 0, position.length);
    for (int i = 0; i < position.length; i++) {
      position[i] = radius * (2 * position[i] - 1);
    }
    return Point.at(potential, position);
  }

  /** The steepest coordinate. */
  private static double slope(Point point) {
    double steepest = 0;
    for (double slope : point.gradient()) {
      steepest = Math.max(steepest, Math.abs(slope));
    }
    return steepest;
  }

  /** What is wrong with the last try, or the best. */
  StartException failure(int chain, @Nullable Point point, boolean absurd) {
    return new StartException(
        "Chain %d found no start with a finite log density and gradient %sin %d tries from uniform(−%s, %s) on the unconstrained scale."
            .formatted(
                chain,
                absurd ? "that a step could leave, but only absurdly steep ones, " : "",
                tries,
                radius,
                radius),
        point,
        culprit);
  }
}
