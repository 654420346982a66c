package dev.merapi.infer.chain;

import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.List;
import java.util.function.Function;

/**
 * Starts that the caller chose: one for each chain, or one for all.
 *
 * @param positions the positions, on the unconstrained scale
 * @param culprit a sentence that says which part of the target fails at a position, or nothing
 */
record GivenStart(List<double[]> positions, Function<double[], String> culprit) implements Start {
  /** Copies the positions. */
  public GivenStart {
    positions = positions.stream().map(double[]::clone).toList();
  }

  @Override
  public void requireChains(int chains) {
    if (positions.size() != 1 && positions.size() != chains) {
      throw new ArgumentException(
          "There are "
              + chains
              + " chains and "
              + positions.size()
              + " starts. Give one for each chain, or a single one for all.");
    }
  }

  @Override
  public Found find(Potential potential, int chain, Key key) {
    double[] position =
        positions.get(
            positions.size() == 1 ? 0 : Counts.place(chain, positions.size(), "given start"));
    if (position.length != potential.dimension()) {
      throw new ArgumentException(
          "The start of chain "
              + chain
              + " has "
              + position.length
              + " coordinates, but the target has "
              + potential.dimension()
              + ". Give one number for each coordinate of the unconstrained scale.");
    }
    Point point = Point.at(potential, position);
    if (!point.isFinite()) {
      throw new StartException(
          "The start given for chain " + chain + " has no finite log density and gradient.",
          point,
          culprit);
    }
    return new Found(point, 1, List.of());
  }

  @Override
  public GivenStart naming(Function<double[], String> other) {
    return new GivenStart(positions, other);
  }
}
