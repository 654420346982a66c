package dev.merapi.distributions.internal;

import dev.merapi.distributions.constraint.CustomConstraint;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Finite numbers other than 0. */
public record Nonzero() implements CustomConstraint {
  @Override
  public Tensor check(Tensor value) {
    return value.abs().gt(0).and(value.abs().lt(Double.POSITIVE_INFINITY));
  }

  @Override
  public String describe() {
    return "a finite number other than 0";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.scalar(1);
  }
}
