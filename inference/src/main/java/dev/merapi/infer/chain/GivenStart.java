package dev.merapi.infer.chain;

import dev.merapi.infer.Potential;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.tensor.random.Key;
import java.util.List;
import java.util.function.Function;

/**
 * Starts that the caller chose: one for each chain, or one for all.
 *
 * @param positions the positions, on the unconstrained scale
 * @param culprit a sentence that says which part of the target fails at a position, or nothing
 */
public record GivenStart(List<double[]> positions, Function<double[], String> culprit)
    implements Start {
  /** Copies the positions. */
  public GivenStart {
    positions = positions.stream().map(double[]::clone).toList();
  }

  @Override
  public Point of(Potential potential, int chain, Key key) {
    if (positions.size() != 1 && chain >= positions.size()) {
      throw new IllegalArgumentException(
          "Chain "
              + chain
              + " has no start: "
              + positions.size()
              + " were given. Give one for each chain, or a single one for all.");
    }
    Point point = Point.at(potential, positions.get(positions.size() == 1 ? 0 : chain));
    if (!point.isFinite()) {
      throw new StartException(
          "The start given for chain " + chain + " has no finite log density and gradient.",
          point,
          culprit);
    }
    return point;
  }
}
