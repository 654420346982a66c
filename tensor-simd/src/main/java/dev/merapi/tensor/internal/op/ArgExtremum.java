package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shared loops of {@link ArgMax} and {@link ArgMin}: the position of the first element that
 * none beats.
 */
sealed interface ArgExtremum extends Reduction permits ArgMax, ArgMin {

  /** Whether {@code challenger} takes the place of {@code holder}, neither of them NaN. */
  boolean beats(double challenger, double holder);

  @Override
  default void row(double[] x, int xo, int n, double[] y, int yo) {
    y[yo] = first(x, xo, n, 1);
  }

  @Override
  default void columns(double[] x, int xo, int n, int width, double[] y, int yo) {
    for (int j = 0; j < width; j++) {
      y[yo + j] = first(x, xo + j, n, width);
    }
  }

  private double first(double[] x, int start, int n, int step) {
    if (n == 0) {
      return Double.NaN;
    }
    int best = 0;
    for (int i = 0; i < n; i++) {
      double challenger = x[start + i * step];
      if (Double.isNaN(challenger)) {
        return i;
      }
      if (beats(challenger, x[start + best * step])) {
        best = i;
      }
    }
    return best;
  }

  @Override
  default @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return null;
  }
}
