package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Symmetric matrices that have a Cholesky factor. */
public record PositiveDefinite() implements Constraint {
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
    return new Symmetric().check(value).and(value.choleskyOrNaN().diagonal().gt(0).min(-1));
  }

  @Override
  public String describe() {
    return "a positive definite matrix";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.eye(value.size(-1));
  }
}
