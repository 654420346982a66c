package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Vectors of numbers ≥ 0 whose sum is 1, to within 1e-6. */
public record Simplex() implements Constraint {
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
    return value.min(-1).ge(0).and(value.sum(-1).minus(1).abs().le(1e-6));
  }

  @Override
  public String describe() {
    return "a vector of numbers ≥ 0 with sum 1";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.full(value.takeRight(1), 1.0 / value.size(-1));
  }
}
