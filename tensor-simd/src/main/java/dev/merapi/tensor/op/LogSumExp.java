package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * ln Σ eˣ over some axes, without overflow: m + ln Σ e^(x − m) with m the greatest element. All −∞
 * gives −∞, any ∞ gives ∞. The adjoint is dy · e^(x − y), and 0 where the sum is empty or all −∞.
 */
public record LogSumExp(Axes axes) implements Reduction {
  @Override
  public void row(double[] x, int xo, int n, double[] y, int yo) {
    strided(x, xo, n, 1, y, yo);
  }

  @Override
  public void columns(double[] x, int xo, int n, int width, double[] y, int yo) {
    for (int j = 0; j < width; j++) {
      strided(x, xo + j, n, width, y, yo + j);
    }
  }

  private static void strided(double[] x, int xo, int n, int step, double[] y, int yo) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      greatest = Math.max(greatest, x[xo + i * step]);
    }
    if (Double.isInfinite(greatest)) {
      y[yo] = greatest;
      return;
    }
    double total = 0;
    for (int i = 0; i < n; i++) {
      total += Math.exp(x[xo + i * step] - greatest);
    }
    y[yo] = greatest + Math.log(total);
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor x = inputs.getFirst();
    Tensor y = output.reshape(axes.keep(x.shape()));
    Tensor empty = y.eq(Double.NEGATIVE_INFINITY);
    Tensor weight =
        Tensor.where(
            empty, Tensor.scalar(0), x.minus(Tensor.where(empty, Tensor.scalar(0), y)).exp());
    return weight.times(adjoint.reshape(axes.keep(x.shape())));
  }
}
