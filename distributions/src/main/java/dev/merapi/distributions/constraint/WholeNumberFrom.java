package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** The integers from {@code low} on. */
public record WholeNumberFrom(Tensor low) implements Constraint {
  @Override
  public int eventDim() {
    return 0;
  }

  @Override
  public boolean isDiscrete() {
    return true;
  }

  @Override
  public Tensor check(Tensor value) {
    return new WholeNumber().check(value).and(value.ge(low));
  }

  @Override
  public boolean holds(Dense value) {
    return Convex.isWhole(value) && Convex.holds(this, value, low);
  }

  @Override
  public String describe() {
    return "a whole number ≥ " + Bound.text(low);
  }

  @Override
  public Tensor interior(Shape value) {
    return low;
  }
}
