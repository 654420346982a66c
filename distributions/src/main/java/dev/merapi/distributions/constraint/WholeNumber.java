package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** The integers that doubles hold exactly, up to 2⁵³ in size. */
public record WholeNumber() implements Constraint {
  private static final double GREATEST = 0x1p53;

  @Override
  public int eventDim() {
    return 0;
  }

  @Override
  public boolean isDiscrete() {
    return true;
  }

  @Override
  public Tensor check(Tensor value) {
    return value.eq(value.floor()).and(value.abs().le(GREATEST));
  }

  @Override
  public boolean holds(Dense value) {
    return Convex.isWhole(value) && Convex.holds(this, value);
  }

  @Override
  public String describe() {
    return "a whole number";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.scalar(0);
  }
}
