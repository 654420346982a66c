package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The least whole number ≥ x. Piecewise constant. */
public record Ceil() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.ceil(x);
  }

  @Override
  public @Nullable Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return null;
  }
}
