package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Lower-triangular matrices with a positive diagonal. */
public record LowerCholesky() implements Constraint {
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
    return new LowerTriangular().check(value).and(value.diagonal().gt(0).min(-1));
  }

  @Override
  public String describe() {
    return "a lower-triangular matrix with a positive diagonal";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.eye(value.size(-1));
  }
}
