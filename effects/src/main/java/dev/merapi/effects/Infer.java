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
 * @param baseline what a guide expects of the costs that weigh the score of a draw
 */
public record Infer(
    Optional<Enumeration> enumerate,
    boolean auxiliary,
    boolean intervened,
    Optional<Boolean> pathwise,
    Optional<Tensor> forgotten,
    Optional<Tensor> baseline) {
  /** No wishes. */
  public static final Infer DEFAULT =
      new Infer(
          Optional.empty(), false, false, Optional.empty(), Optional.empty(), Optional.empty());

  /** With this way of enumerating. */
  public Infer enumerate(Enumeration how) {
    return new Infer(Optional.of(how), auxiliary, intervened, pathwise, forgotten, baseline);
  }

  /** Drawn, not enumerated. */
  public Infer drawn() {
    return new Infer(Optional.empty(), auxiliary, intervened, pathwise, forgotten, baseline);
  }

  /** A guide's site without counterpart in the model. */
  public Infer asAuxiliary() {
    return new Infer(enumerate, true, intervened, pathwise, forgotten, baseline);
  }

  /** A site whose value the program does not use. */
  public Infer asIntervened() {
    return new Infer(enumerate, auxiliary, true, pathwise, forgotten, baseline);
  }

  /** With a statement on gradients through the draw. */
  public Infer pathwise(boolean flows) {
    return new Infer(enumerate, auxiliary, intervened, Optional.of(flows), forgotten, baseline);
  }

  /**
   * With what the costs behind a draw without a gradient are expected to be: they weigh its score
   * less this, so that the gradient is as it was in the mean, and quieter where it is near them.
   *
   * <p>It may be a number; a parameter of its own, which then moves to the mean of the costs; or a
   * network of what is known before the draw. Parameters that nothing else reads learn by least
   * squares, in the same steps as all others; the rest of it counts as numbers. It must not depend
   * on the draw.
   *
   * @param expected in nats, of the shape of the batch of the site, or broadcast to it
   */
  public Infer baseline(Tensor expected) {
    return new Infer(enumerate, auxiliary, intervened, pathwise, forgotten, Optional.of(expected));
  }

  /** With the value that the site was observed at. */
  Infer forgetting(Tensor value) {
    return new Infer(enumerate, auxiliary, intervened, pathwise, Optional.of(value), baseline);
  }
}
