package dev.merapi.effects;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.internal.Membership;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value to be learned.
 *
 * @param name unique among parameters and sites; declaring it again gives the same value
 * @param start the first value; may draw from the key, which is folded from the name
 * @param constraint the set that its value stays in
 * @param eventDim the number of rightmost dims that belong to one element; none: no dim is ever
 *     cut. Dims left of them are batch dims, and inside a subsampled plate the program receives
 *     only the chosen part of them
 * @param value the value in this run, once a handler has set it
 * @param place the plates around it
 * @param visibility whether handlers further out see it
 */
public record Parameter(
    String name,
    Function<Key, Tensor> start,
    Constraint constraint,
    Optional<Integer> eventDim,
    Optional<Tensor> value,
    Place place,
    Visibility visibility) {

  /** A parameter without value, outside of everything. */
  public static Parameter of(
      String name, Function<Key, Tensor> start, Constraint constraint, Optional<Integer> eventDim) {
    return new Parameter(
        name, start, constraint, eventDim, Optional.empty(), Place.here(), Visibility.VISIBLE);
  }

  /**
   * Its value in this run; the start where nobody has set one, from the run's key.
   *
   * @throws ModelException if its start is random and the key is not known yet
   */
  public Tensor valueUnder(Key run) {
    return value.orElseGet(() -> started(run.fold(name)));
  }

  private Tensor started(Key own) {
    Tensor first = start.apply(own);
    if (own instanceof Key.Traced(Tensor words)
        && words instanceof Symbolic key
        && key.value() == null
        && first instanceof Symbolic drawn
        && drawn.origin().equals(key.origin())) {
      throw new ModelException(
          "Parameter '%s' starts at a random value, but the key '%s' of this run is not known yet: the value would be drawn anew whenever a key is given. Set it by substitute, or start it in a run under a known key."
              .formatted(name, key.origin()));
    }
    return first;
  }

  /** With the value of this run; whoever sets it vouches for the constraint. */
  public Parameter set(Tensor chosen) {
    Membership.note(chosen, constraint);
    return new Parameter(name, start, constraint, eventDim, Optional.of(chosen), place, visibility);
  }

  /** Under another name. */
  public Parameter renamed(String other) {
    return new Parameter(other, start, constraint, eventDim, value, place, visibility);
  }

  /** At another place. */
  public Parameter placed(Place other) {
    return new Parameter(name, start, constraint, eventDim, value, other, visibility);
  }

  /** Not seen by handlers further out. */
  public Parameter hidden() {
    return new Parameter(name, start, constraint, eventDim, value, place, Visibility.HIDDEN);
  }

  /** Whether handlers further out leave it alone. */
  public boolean isHidden() {
    return visibility == Visibility.HIDDEN;
  }
}
