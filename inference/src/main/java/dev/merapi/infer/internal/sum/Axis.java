package dev.merapi.infer.internal.sum;

import dev.merapi.effects.MarkovStep;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/** What an axis of a factor runs over. Two axes are the same by what they belong to. */
public sealed interface Axis {
  /** The name of the plate or of the enumerated site. */
  String name();

  /** The number of positions along the axis, at least 1. */
  int size();

  /** The elements of a plate, which are independent: a factor is multiplied over them. */
  record Plate(String name, int size) implements Axis {}

  /**
   * The values of an enumerated site.
   *
   * @param home the plates that the site stands in: it has a value of its own at each element
   * @param chains the Markov steps around the site, outermost first
   */
  record Variable(String name, int size, Set<Plate> home, Vector<MarkovStep> chains)
      implements Axis {
    /** A variable outside of all chains. */
    public Variable(String name, int size, Set<Plate> home) {
      this(name, size, home, Vector.empty());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Variable variable
          && name.equals(variable.name)
          && size == variable.size
          && home.equals(variable.home);
    }

    /** By the name, which is unique in a run. */
    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }
}
