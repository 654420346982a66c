package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Symmetric matrices that have a Cholesky factor after 1e-9 of the greatest element is added to the
 * diagonal.
 */
public record PositiveSemidefinite() implements Constraint {
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
    int n = value.size(-1);
    Tensor jitter = value.abs().max(-1, -2).maximum(Tensor.scalar(1)).times(1e-9);
    Tensor lifted = value.plus(Tensor.eye(n).times(jitter.unsqueeze(-1).unsqueeze(-1)));
    return new PositiveDefinite().check(lifted);
  }

  @Override
  public String describe() {
    return "a positive semidefinite matrix";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.eye(value.size(-1));
  }
}
