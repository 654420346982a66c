package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** 1 where a = b, else 0 (also for NaN). Piecewise constant. */
public record Equal() implements Elementwise2 {
  @Override
  public double scalar(double a, double b) {
    return a == b ? 1 : 0;
  }

  @Override
  public void apply(
      double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] == b[bo + i * bs] ? 1 : 0;
    }
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
