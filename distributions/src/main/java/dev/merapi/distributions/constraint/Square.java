package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Matrices of finite numbers with as many rows as columns. */
public record Square() implements Constraint {
  @Override
  public int eventDim() {
    return 2;
  }

  @Override
  public boolean isDiscrete() {
    return false;
  }

  @Override
  public Tensor check(Tensor value) {
    Tensor finite = new Real().check(value).min(-1, -2);
    return value.size(-1) == value.size(-2) ? finite : finite.times(0);
  }

  @Override
  public String describe() {
    return "a square matrix";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.eye(value.size(-1));
  }
}
