package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * The shared gradient of {@link Max} and {@link Min}: the adjoint in equal parts to the elements
 * that attain the value.
 */
sealed interface Extremum extends Reduction permits Max, Min {
  /** Combines two numbers. */
  double combine(double a, double b);

  /** The value over no elements. */
  double identity();

  @Override
  default void row(double[] x, int xo, int n, double[] y, int yo) {
    double best = identity();
    for (int i = 0; i < n; i++) {
      best = combine(best, x[xo + i]);
    }
    y[yo] = best;
  }

  @Override
  default void columns(double[] x, int xo, int n, int width, double[] y, int yo) {
    for (int j = 0; j < width; j++) {
      double best = identity();
      for (int i = 0; i < n; i++) {
        best = combine(best, x[xo + i * width + j]);
      }
      y[yo + j] = best;
    }
  }

  @Override
  default Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor x = inputs.getFirst();
    Tensor attained = x.eq(output.reshape(axes().keep(x.shape())));
    Tensor ties = new Sum(axes()).on(attained);
    return attained.times(adjoint.div(ties).reshape(axes().keep(x.shape())));
  }
}
