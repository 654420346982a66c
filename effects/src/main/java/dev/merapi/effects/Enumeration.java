package dev.merapi.effects;

/** How the values of a discrete site are gone through instead of drawn. */
public sealed interface Enumeration {

  /** One value after the other: the rest of the program runs once for each. */
  record Sequential() implements Enumeration {}

  /** All values at once, along a fresh batch dim left of the plates. */
  record Parallel() implements Enumeration {}

  /** {@code count ≥ 1} draws at once, along a fresh batch dim; for continuous sites too. */
  record Draws(int count) implements Enumeration {
    /**
     * Checks the count.
     *
     * @throws ModelException if it is below 1
     */
    public Draws {
      if (count < 1) {
        throw new ModelException(
            "%d draws were asked for at an enumerated site; ask for at least one".formatted(count));
      }
    }
  }
}
