package dev.merapi.distributions.internal;

import dev.merapi.distributions.constraint.CustomConstraint;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Vectors of finite numbers ≥ 0 that are not all 0, at least one of them. */
public record WeightVectors() implements CustomConstraint {
  @Override
  public int eventDim() {
    return 1;
  }

  @Override
  public Tensor check(Tensor value) {
    if (value.size(-1) == 0) {
      return Tensor.zeros(value.shape().dropRight(1));
    }
    Tensor sum = value.sum(-1);
    return value.min(-1).ge(0).and(sum.gt(0)).and(sum.lt(Double.POSITIVE_INFINITY));
  }

  @Override
  public String describe() {
    return "a vector of numbers ≥ 0 with a finite sum that is not 0";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.scalar(1);
  }
}
