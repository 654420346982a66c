package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** −1, 0 or 1 by the sign of x. Piecewise constant. */
public record Sign() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.signum(x);
  }

  @Override
  public @Nullable Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return null;
  }
}
