package dev.merapi.effects.enumerate;

import dev.merapi.effects.Frame;
import dev.merapi.effects.Place;

/** A variable that has been laid along a batch dim, and where it was drawn. */
record Enumerated(String name, int dim, Place home) {

  /**
   * Whether a site at {@code place} may depend on it: no Markov step it belongs to is over or too
   * old.
   */
  boolean isInSightFrom(Place place) {
    return home.chains().stream().allMatch(step -> place.chains().stream().anyMatch(step::reaches))
        && home.frames().stream().noneMatch(frame -> isOtherTurn(frame, place));
  }

  /**
   * Whether it has taken the dim of a variable of the same chain for good: that one is out of reach
   * here, and so it is at all later steps. Without this, a chain of n steps would take n² time.
   */
  boolean replaces(Enumerated older) {
    return dim == older.dim
        && home.chains().size() == 1
        && older.home.chains().size() == 1
        && home.chains().getFirst().chain().equals(older.home.chains().getFirst().chain())
        && home.chains().getFirst().branch().equals(older.home.chains().getFirst().branch())
        && home.chains().getFirst().position() > older.home.chains().getFirst().position()
        && !older.home.chains().getFirst().reaches(home.chains().getFirst());
  }

  private static boolean isOtherTurn(Frame frame, Place place) {
    return frame instanceof Frame.Sequential(String plate, int index, _, _)
        && place.frames().stream()
            .anyMatch(
                other ->
                    other instanceof Frame.Sequential(String same, int turn, _, _)
                        && same.equals(plate)
                        && turn != index);
  }
}
