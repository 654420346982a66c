package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Lower-triangular matrices with a positive diagonal and rows of length 1, to within 1e-6: the
 * Cholesky factors of correlation matrices.
 */
public record CorrelationCholesky() implements Constraint {
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
    Tensor unit = value.square().sum(-1).sqrt().minus(1).abs().le(1e-6).min(-1);
    return new LowerCholesky().check(value).and(unit);
  }

  @Override
  public String describe() {
    return "the Cholesky factor of a correlation matrix (lower-triangular, positive diagonal, rows of length 1)";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.eye(value.size(-1));
  }
}
