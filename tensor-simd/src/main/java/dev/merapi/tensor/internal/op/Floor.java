package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The largest whole number ≤ x. Piecewise constant. */
public record Floor() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return Math.floor(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.floor(x[xo + i]);
    }
  }

  @Override
  public @Nullable Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return null;
  }
}
