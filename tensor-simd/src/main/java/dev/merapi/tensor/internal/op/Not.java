package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** 1 where x is 0, else 0. Piecewise constant. */
public record Not() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return x == 0 ? 1 : 0;
  }

  @Override
  public @Nullable Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return null;
  }
}
