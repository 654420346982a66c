package dev.merapi.effects.handler;

import dev.merapi.effects.Frame;
import dev.merapi.effects.MarkovStep;
import dev.merapi.effects.Place;

/** A variable that has been laid along a batch dim, and where it was drawn. */
record Enumerated(String name, int dim, Place home) {

  /**
   * Whether a site at {@code place} may depend on it: no Markov step it belongs to is over or too
   * old.
   */
  boolean isInSightFrom(Place place) {
    return home.chains().forAll(step -> place.chains().exists(other -> reaches(step, other)))
        && home.frames().forAll(frame -> !isOtherTurn(frame, place));
  }

  /**
   * Whether it has taken the dim of a variable of the same chain for good: that one is out of reach
   * here, and so it is at all later steps. Without this, a chain of n steps would take n² time.
   */
  boolean replaces(Enumerated older) {
    return dim == older.dim
        && home.chains().size() == 1
        && older.home.chains().size() == 1
        && home.chains().head().chain().equals(older.home.chains().head().chain())
        && home.chains().head().position() > older.home.chains().head().position()
        && !reaches(older.home.chains().head(), home.chains().head());
  }

  private static boolean reaches(MarkovStep from, MarkovStep to) {
    int age = to.position() - from.position();
    return from.chain().equals(to.chain()) && age >= 0 && age <= to.history();
  }

  private static boolean isOtherTurn(Frame frame, Place place) {
    return frame instanceof Frame.Sequential(String plate, int index, _, _)
        && place
            .frames()
            .exists(
                other ->
                    other instanceof Frame.Sequential(String same, int turn, _, _)
                        && same.equals(plate)
                        && turn != index);
  }
}
