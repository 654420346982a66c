package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.internal.kernel.MinKernel;

/** The least element over some axes; NaN if one of them is NaN, and ∞ over no elements. */
public record Min(Axes axes) implements Extremum {
  @Override
  public void row(double[] x, int xo, int n, double[] y, int yo) {
    y[yo] = MinKernel.min(x, xo, n);
  }

  @Override
  public void columns(double[] x, int xo, int n, int width, double[] y, int yo) {
    MinKernel.minColumns(x, xo, n, width, y, yo);
  }
}
