package dev.merapi.distributions.internal;

import dev.merapi.distributions.constraint.CustomConstraint;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Vectors of logarithms of weights: finite numbers and −∞, not all of them −∞, at least one. */
public record LogWeightVectors() implements CustomConstraint {
  @Override
  public int eventDim() {
    return 1;
  }

  @Override
  public Tensor check(Tensor value) {
    if (value.size(-1) == 0) {
      return Tensor.zeros(value.shape().dropRight(1));
    }
    Tensor greatest = value.max(-1);
    return greatest.gt(Double.NEGATIVE_INFINITY).and(greatest.lt(Double.POSITIVE_INFINITY));
  }

  @Override
  public String describe() {
    return "a vector of finite numbers or −∞ that are not all −∞";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.scalar(0);
  }
}
