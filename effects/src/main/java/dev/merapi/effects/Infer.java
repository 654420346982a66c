package dev.merapi.effects;

import dev.merapi.tensor.Tensor;
import java.util.Optional;

/**
 * What a model says to inference algorithms about one site.
 *
 * @param enumerate how to enumerate it; none: draw it
 * @param auxiliary whether a guide's site is allowed to have no counterpart in the model
 * @param intervened whether the program goes on with another value than the site's
 * @param pathwise whether gradients may flow through the draw; none: as the distribution says. For
 *     a factor of a guide: whether it comes from reparametrised randomness
 * @param forgotten the value that {@code uncondition} took away
 */
public record Infer(
    Optional<Enumeration> enumerate,
    boolean auxiliary,
    boolean intervened,
    Optional<Boolean> pathwise,
    Optional<Tensor> forgotten) {
  /** No wishes. */
  public static final Infer DEFAULT =
      new Infer(Optional.empty(), false, false, Optional.empty(), Optional.empty());

  /** With this way of enumerating. */
  public Infer enumerate(Enumeration how) {
    return new Infer(Optional.of(how), auxiliary, intervened, pathwise, forgotten);
  }

  /** Drawn, not enumerated. */
  public Infer drawn() {
    return new Infer(Optional.empty(), auxiliary, intervened, pathwise, forgotten);
  }

  /** A guide's site without counterpart in the model. */
  public Infer asAuxiliary() {
    return new Infer(enumerate, true, intervened, pathwise, forgotten);
  }

  /** A site whose value the program does not use. */
  public Infer asIntervened() {
    return new Infer(enumerate, auxiliary, true, pathwise, forgotten);
  }

  /** With a statement on gradients through the draw. */
  public Infer pathwise(boolean flows) {
    return new Infer(enumerate, auxiliary, intervened, Optional.of(flows), forgotten);
  }

  /** With the value that the site was observed at. */
  Infer forgetting(Tensor value) {
    return new Infer(enumerate, auxiliary, intervened, pathwise, Optional.of(value));
  }
}
