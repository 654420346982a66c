package dev.merapi.dist.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** The integers. */
public record WholeNumber() implements Constraint {
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
    return value.eq(value.floor()).and(value.abs().lt(Double.POSITIVE_INFINITY));
  }

  @Override
  public String describe() {
    return "a whole number";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.scalar(0);
  }
}
