package dev.merapi.tensor.internal.op;

/**
 * The position of the greatest element over some axes, counted in row-major order over those axes;
 * the first one where several are equal, the first NaN where there is one, and NaN over no
 * elements. Piecewise constant.
 */
public record ArgMax(Axes axes) implements ArgExtremum {
  @Override
  public boolean beats(double challenger, double holder) {
    return challenger > holder;
  }
}
