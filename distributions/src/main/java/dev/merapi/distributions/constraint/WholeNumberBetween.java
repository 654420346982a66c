package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** The integers from {@code low} to {@code high}, both included. */
public record WholeNumberBetween(Tensor low, Tensor high) implements Constraint {
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
    return value.eq(value.floor()).and(value.ge(low)).and(value.le(high));
  }

  @Override
  public boolean holds(Dense value) {
    return Convex.isWhole(value) && Convex.holds(this, value, low, high);
  }

  @Override
  public String describe() {
    return "a whole number from " + Bound.text(low) + " to " + Bound.text(high);
  }

  @Override
  public Tensor interior(Shape value) {
    return low;
  }
}
