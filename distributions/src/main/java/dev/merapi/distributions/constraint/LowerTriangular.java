package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Square matrices of finite numbers with zeros above the diagonal. */
public record LowerTriangular() implements Constraint {
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
    return new Real().check(value).and(value.eq(value.tril())).min(-1, -2);
  }

  @Override
  public String describe() {
    return "a lower-triangular matrix";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.eye(value.size(-1));
  }
}
