package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.function.Function;

/**
 * A start uniform in (−r, r) in each coordinate: the first of several tries where the log density
 * and its gradient are finite.
 *
 * @param radius r
 * @param tries how often to try
 * @param culprit a sentence that says which part of the target fails at a position, or nothing
 */
public record UniformStart(double radius, int tries, Function<double[], String> culprit)
    implements Start {
  @Override
  public Point of(Potential potential, int chain, Key key) {
    double[] position = new double[potential.dimension()];
    Point point = null;
    for (int attempt = 0; attempt < tries; attempt++) {
      Draws.uniform(key.fold(attempt), position, 0, position.length);
      for (int i = 0; i < position.length; i++) {
        position[i] = radius * (2 * position[i] - 1);
      }
      point = Point.at(potential, position);
      if (point.isFinite()) {
        return point;
      }
    }
    throw new StartException(
        "Chain "
            + chain
            + " found no start with a finite log density and gradient in "
            + tries
            + " tries from uniform(−"
            + radius
            + ", "
            + radius
            + ") on the unconstrained scale.",
        point,
        culprit);
  }
}
