package dev.merapi.tensor.op;

/** The greatest element over some axes; NaN if one of them is NaN, and −∞ over no elements. */
public record Max(Axes axes) implements Extremum {
  @Override
  public double combine(double a, double b) {
    return Math.max(a, b);
  }

  @Override
  public double identity() {
    return Double.NEGATIVE_INFINITY;
  }
}
