package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Finite numbers above {@code low}, which belongs to the set if {@code closed}. */
public record GreaterThan(Tensor low, boolean closed) implements Constraint {
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
    Tensor above = closed ? value.ge(low) : value.gt(low);
    return above.and(value.lt(Double.POSITIVE_INFINITY));
  }

  @Override
  public boolean holds(Dense value) {
    return Convex.between(this, value, low, closed, Convex.NO_HIGHEST, false);
  }

  @Override
  public String describe() {
    return "a finite number " + (closed ? "≥ " : "> ") + Bound.text(low);
  }

  @Override
  public Tensor interior(Shape value) {
    return low.plus(low.abs().maximum(Tensor.scalar(1)));
  }
}
