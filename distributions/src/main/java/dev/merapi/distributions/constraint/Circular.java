package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Angles: finite numbers, of which those that differ by 2π are one point of the circle. */
public record Circular() implements Constraint {
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
    return "an angle (a finite number)";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.scalar(0);
  }
}
