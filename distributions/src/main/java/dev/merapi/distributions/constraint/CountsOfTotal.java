package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Vectors of whole numbers ≥ 0 whose sum is {@code total}. */
public record CountsOfTotal(Tensor total) implements Constraint {
  @Override
  public int eventDim() {
    return 1;
  }

  @Override
  public boolean isDiscrete() {
    return true;
  }

  @Override
  public Tensor check(Tensor value) {
    Tensor counts = value.eq(value.floor()).and(value.ge(0));
    return counts.min(-1).and(value.sum(-1).eq(total));
  }

  @Override
  public String describe() {
    return "a vector of whole numbers ≥ 0 with sum " + Bound.text(total);
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.arange(value.size(-1)).eq(0).times(total.unsqueeze(-1));
  }
}
