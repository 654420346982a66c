package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Vectors of positive numbers in strictly increasing order. */
public record PositiveOrdered() implements Constraint {
  @Override
  public int eventDim() {
    return 1;
  }

  @Override
  public boolean isDiscrete() {
    return false;
  }

  @Override
  public Tensor check(Tensor value) {
    return new Ordered().check(value).and(value.gt(0).min(-1));
  }

  @Override
  public String describe() {
    return "a vector of positive numbers in strictly increasing order";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.arange(value.size(-1)).plus(1);
  }
}
