package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Arrays whose every element along {@code axes} further axes satisfies {@code base}. */
public record Independent(Constraint base, int axes) implements Constraint {
  @Override
  public int eventDim() {
    return base.eventDim() + axes;
  }

  @Override
  public boolean isDiscrete() {
    return base.isDiscrete();
  }

  @Override
  public Tensor check(Tensor value) {
    Tensor inside = base.check(value);
    for (int i = 0; i < axes; i++) {
      inside = inside.min(-1);
    }
    return inside;
  }

  @Override
  public boolean holds(Dense value) {
    return base.holds(value);
  }

  @Override
  public String describe() {
    return "an array in which each element is " + base.describe();
  }

  @Override
  public Tensor interior(Shape value) {
    return base.interior(value);
  }
}
