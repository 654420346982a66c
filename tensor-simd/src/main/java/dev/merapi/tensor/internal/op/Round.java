package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The nearest whole number, halves to even. Piecewise constant. */
public record Round() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.rint(x);
  }

  @Override
  public @Nullable Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return null;
  }
}
