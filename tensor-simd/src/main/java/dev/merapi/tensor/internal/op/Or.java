package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** 1 where a or b is not 0, else 0. Piecewise constant. */
public record Or() implements Elementwise2 {
  @Override
  public double scalar(double a, double b) {
    return a != 0 || b != 0 ? 1 : 0;
  }

  @Override
  public @Nullable Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return null;
  }

  @Override
  public @Nullable Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return null;
  }
}
