package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Positive definite matrices with ones on the diagonal, to within 1e-6. */
public record CorrelationMatrix() implements Constraint {
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
    Tensor unit = value.diagonal().minus(1).abs().le(1e-6).min(-1);
    return new PositiveDefinite().check(value).and(unit);
  }

  @Override
  public String describe() {
    return "a correlation matrix (positive definite, ones on the diagonal)";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.eye(value.size(-1));
  }
}
