package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Finite numbers. */
public record Real() implements Constraint {
  @Override
  public int eventDim() {
    return 0;
  }

  @Override
  public boolean isDiscrete() {
    return false;
  }

  @Override
  public Tensor check(Tensor value) {
    return value.abs().lt(Double.POSITIVE_INFINITY);
  }

  @Override
  public boolean holds(Dense value) {
    return Convex.between(this, value, Convex.NO_LOWEST, false, Convex.NO_HIGHEST, false);
  }

  @Override
  public String describe() {
    return "a finite number";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.scalar(0);
  }
}
