package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Vectors of Euclidean length 1, to within 1e-6. */
public record Sphere() implements Constraint {
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
    return value.square().sum(-1).sqrt().minus(1).abs().le(1e-6);
  }

  @Override
  public String describe() {
    return "a vector of length 1";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.arange(value.size(-1)).eq(0);
  }
}
