package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Numbers between {@code low} and {@code high}, each of which belongs to the set if closed. */
public record Interval(Tensor low, boolean lowClosed, Tensor high, boolean highClosed)
    implements Constraint {
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
    Tensor above = lowClosed ? value.ge(low) : value.gt(low);
    Tensor below = highClosed ? value.le(high) : value.lt(high);
    return above.and(below);
  }

  @Override
  public boolean holds(Dense value) {
    return Convex.between(this, value, low, lowClosed, high, highClosed);
  }

  @Override
  public String describe() {
    return "in "
        + (lowClosed ? "[" : "(")
        + Bound.text(low)
        + ", "
        + Bound.text(high)
        + (highClosed ? "]" : ")");
  }

  @Override
  public Tensor interior(Shape value) {
    return low.times(0.5).plus(high.times(0.5));
  }
}
