package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise2;
import org.jspecify.annotations.Nullable;

/** The value of {@code hard}, with the gradient of {@code soft}. */
public record StraightThrough() implements Elementwise2 {
  @Override
  public double scalar(double hard, double soft) {
    return hard;
  }

  @Override
  public @Nullable Tensor left(Tensor hard, Tensor soft, Tensor y, Tensor dy) {
    return null;
  }

  @Override
  public Tensor right(Tensor hard, Tensor soft, Tensor y, Tensor dy) {
    return dy;
  }
}
