package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Matrices equal to their transpose, to within 1e-6 of their greatest element. */
public record Symmetric() implements Constraint {
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
    Tensor size = value.abs().max(-1, -2);
    Tensor gap = value.minus(value.transpose()).abs().max(-1, -2);
    return gap.le(size.times(1e-6));
  }

  @Override
  public String describe() {
    return "a symmetric matrix";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.eye(value.size(-1));
  }
}
