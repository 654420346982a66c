package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Vectors with a single 1 among zeros. */
public record OneHot() implements Constraint {
  @Override
  public int eventDim() {
    return 1;
  }

  @Override
  public boolean isDiscrete() {
    return true;
  }

  @Override
  public Tensor check(Tensor value) {
    Tensor binary = value.eq(0).or(value.eq(1));
    return binary.min(-1).and(value.sum(-1).eq(1));
  }

  @Override
  public String describe() {
    return "a vector with a single 1 among zeros";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.arange(value.size(-1)).eq(0);
  }
}
