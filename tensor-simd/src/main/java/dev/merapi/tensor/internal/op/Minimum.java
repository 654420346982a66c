package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;

/**
 * The lesser of a and b; NaN if either is NaN. The adjoint goes to the lesser, half to each where
 * they are equal.
 */
public record Minimum() implements Elementwise2 {
  @Override
  public double scalar(double a, double b) {
    return Math.min(a, b);
  }

  @Override
  public void apply(
      double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.min(a[ao + i * as], b[bo + i * bs]);
    }
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(a.lt(b).plus(a.eq(b).times(0.5)));
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(b.lt(a).plus(a.eq(b).times(0.5)));
  }
}
