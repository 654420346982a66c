package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A set of one's own, for a distribution whose support is none of {@link Constraints}. {@link
 * #check} and {@link #interior} must agree: {@code check(interior(s))} is 1. A set that a chain is
 * to move in also says how it is reached from unconstrained values; then implement {@code
 * BijectiveConstraint} of the room of bijectors, which adds that.
 */
public non-sealed interface CustomConstraint extends Constraint {
  @Override
  default int eventDim() {
    return 0;
  }

  @Override
  default boolean isDiscrete() {
    return false;
  }

  /** Some value of the set that broadcasts to {@code value}, the shape of an array of values. */
  @Override
  Tensor interior(Shape value);
}
