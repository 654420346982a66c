package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Values of one set or of the other. Both must have equally many axes an event. */
public record Either(Constraint first, Constraint second) implements Constraint {
  @Override
  public int eventDim() {
    return first.eventDim();
  }

  @Override
  public boolean isDiscrete() {
    return first.isDiscrete() && second.isDiscrete();
  }

  @Override
  public Tensor check(Tensor value) {
    return first.check(value).or(second.check(value));
  }

  @Override
  public String describe() {
    return first.describe() + ", or " + second.describe();
  }

  @Override
  public Tensor interior(Shape value) {
    return first.interior(value);
  }
}
