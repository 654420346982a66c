package dev.merapi.tensor.op;

/** The least element over some axes; NaN if one of them is NaN, and ∞ over no elements. */
public record Min(Axes axes) implements Extremum {
  @Override
  public double combine(double a, double b) {
    return Math.min(a, b);
  }

  @Override
  public double identity() {
    return Double.POSITIVE_INFINITY;
  }
}
