package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.List;
import java.util.function.Function;

/** Where chains begin. */
@FunctionalInterface
public interface Start {
  /**
   * The first point of chain {@code chain}.
   *
   * @throws StartException if there is none with a finite log density and gradient
   */
  Found find(Potential potential, int chain, Key key);

  /** The point of {@link #find}. */
  default Point of(Potential potential, int chain, Key key) {
    return find(potential, chain, key).point();
  }

  /**
   * The same, which names a culprit where it fails.
   *
   * @param culprit a sentence that says which part of the target fails at a position, or nothing;
   *     asked only then
   */
  default Start naming(Function<double[], String> culprit) {
    return this;
  }

  /** A sentence where this cannot be the start of just so many chains; asked once, before a run. */
  default void requireChains(int chains) {}

  /** Uniform in (−2, 2) in each coordinate, in up to 100 tries: the start of Stan. */
  static Start uniform() {
    return uniform(_ -> "");
  }

  /**
   * Uniform in (−2, 2), in up to 100 tries.
   *
   * @param culprit a sentence that says which part of the target fails at a position, or nothing;
   *     asked only when all tries have failed
   */
  static Start uniform(Function<double[], String> culprit) {
    return new UniformStart(2, 100, culprit);
  }

  /**
   * The likeliest of some uniform starts after each has climbed: stops climbing as soon as three
   * steps in a row gain less than a fiftieth of a nat each.
   *
   * @param candidates how many starts there are, at least 1
   * @param steps how many steps each climbs at most
   */
  static Start climbed(int candidates, int steps) {
    return new ClimbedStart(new UniformStart(2, 100, _ -> ""), candidates, steps);
  }

  /**
   * A position for each chain.
   *
   * @param culprit a sentence that says which part of the target fails at a position, or nothing
   */
  static Start each(List<double[]> positions, Function<double[], String> culprit) {
    return new GivenStart(positions, culprit);
  }

  /**
   * Any number of chains that begin at some of these positions, spread evenly over them: where the
   * multiples of the golden ratio, less their whole parts, lie.
   *
   * @throws ArgumentException if there are none
   */
  static Start among(List<double[]> positions) {
    if (positions.isEmpty()) {
      throw new ArgumentException("Chains begin at some of 0 positions; give at least one.");
    }
    List<double[]> known = positions.stream().map(double[]::clone).toList();
    return (potential, chain, key) -> {
      double place = (chain + 0.5) * (Math.sqrt(5) - 1) / 2;
      int at = (int) ((place - Math.floor(place)) * known.size());
      return at(known.get(at)).find(potential, 0, key);
    };
  }

  /** The same position for every chain. */
  static Start at(double... position) {
    return new GivenStart(List.of(position), _ -> "");
  }
}
