package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;

/**
 * ln(1 + x²), also where the square overflows: there 2 ln |x|; at most 2 ulp. dy/dx = 2/(x + 1/x),
 * 0 at 0.
 */
public record Log1pSquare() implements Elementwise1 {
  /** No square of less overflows. */
  private static final double GREATEST = 1e154;

  @Override
  public double scalar(double x) {
    double square = x * x;
    return square < Double.POSITIVE_INFINITY ? Log1pKernel.scalar(square) : beyond(x, square);
  }

  private static double beyond(double x, double square) {
    return Double.isNaN(square) ? square : 2 * LogKernel.scalar(Math.abs(x));
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    double greatest = 0;
    for (int i = 0; i < n; i++) {
      greatest = Math.max(greatest, Math.abs(x[xo + i]));
    }
    if (!(greatest < GREATEST)) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = scalar(x[xo + i]);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] * x[xo + i];
    }
    Log1pKernel.apply(y, yo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(2).div(x.plus(x.reciprocal()));
  }
}
