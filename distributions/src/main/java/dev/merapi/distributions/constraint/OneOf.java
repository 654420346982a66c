package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;

/**
 * The listed values and no others: points [N, E..] or, where the batch elements have points of
 * their own, [N, B.., E..].
 */
public record OneOf(Tensor points, int eventDim) implements Constraint {
  @Override
  public boolean isDiscrete() {
    return true;
  }

  @Override
  public Tensor check(Tensor value) {
    int left = value.rank() + 1 - points.rank();
    Tensor aligned = points;
    for (int i = 0; i < left; i++) {
      aligned = aligned.unsqueeze(1);
    }
    Tensor equal = value.unsqueeze(0).eq(aligned);
    for (int i = 0; i < eventDim; i++) {
      equal = equal.min(-1);
    }
    return equal.max(0);
  }

  @Override
  public String describe() {
    int n = points.size(0);
    return points instanceof Dense dense && points.rank() == 1 && n <= 8
        ? "one of " + Arrays.toString(dense.toArray())
        : "one of the " + n + " listed points";
  }

  @Override
  public Tensor interior(Shape value) {
    return points.get(0);
  }
}
