package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Finite numbers below {@code high}, which belongs to the set if {@code closed}. */
public record LessThan(Tensor high, boolean closed) implements Constraint {
  @Override
  public int eventDim() {
    return 0;
  }

  @Override
  public boolean isDiscrete() {
    return false;
  }

  @Override
  public Tensor check(Tensor value) {
    Tensor below = closed ? value.le(high) : value.lt(high);
    return below.and(value.gt(Double.NEGATIVE_INFINITY));
  }

  @Override
  public boolean holds(Dense value) {
    return Convex.between(this, value, Convex.NO_LOWEST, false, high, closed);
  }

  @Override
  public String describe() {
    return "a finite number " + (closed ? "≤ " : "< ") + Bound.text(high);
  }

  @Override
  public Tensor interior(Shape value) {
    return high.minus(high.abs().maximum(Tensor.scalar(1)));
  }
}
