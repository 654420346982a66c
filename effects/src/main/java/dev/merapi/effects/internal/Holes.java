package dev.merapi.effects.internal;

import dev.merapi.distributions.bijector.BijectiveConstraint;
import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Arrays [B.., E..] whose elements are in a set where they are missing, and are not looked at
 * elsewhere.
 *
 * @param missing 1 where an element is missing, [B..]
 */
public record Holes(Constraint base, Dense missing) implements BijectiveConstraint {
  @Override
  public int eventDim() {
    return base.eventDim();
  }

  @Override
  public Tensor check(Tensor value) {
    return base.check(value).or(missing.not());
  }

  @Override
  public String describe() {
    return base.describe() + " where it is missing";
  }

  @Override
  public Tensor interior(Shape value) {
    return base.interior(value);
  }

  @Override
  public Bijector bijector() {
    return Filling.of(BijectTo.of(base), missing);
  }
}
