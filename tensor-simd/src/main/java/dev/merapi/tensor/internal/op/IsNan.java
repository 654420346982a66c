package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** 1 where x is not a number, else 0. Piecewise constant. */
public record IsNan() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Double.isNaN(x) ? 1 : 0;
  }

  @Override
  public @Nullable Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return null;
  }
}
