package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Arrays with {@code eventDim} axes that sum to 0 along each of them, to within 1e-6 of their
 * greatest element.
 */
public record ZeroSum(int eventDim) implements Constraint {
  @Override
  public boolean isDiscrete() {
    return false;
  }

  @Override
  public Tensor check(Tensor value) {
    Tensor result = Tensor.scalar(1);
    for (int axis = -eventDim; axis < 0; axis++) {
      Tensor total = value.sum(axis).abs();
      Tensor size = value.abs().max(axis).maximum(Tensor.scalar(1));
      Tensor small = total.le(size.times(1e-6));
      for (int i = 1; i < eventDim; i++) {
        small = small.min(-1);
      }
      result = result.and(small);
    }
    return result;
  }

  @Override
  public String describe() {
    return "an array that sums to 0 along each of its last " + eventDim + " axes";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.scalar(0);
  }
}
