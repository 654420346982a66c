package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.LogSumExpKernel;
import java.util.List;

/**
 * ln Σ eˣ over some axes, without overflow: m + ln Σ e^(x − m) with m the greatest element. All −∞
 * gives −∞, any ∞ gives ∞. The adjoint is dy · e^(x − y), and 0 where the sum is empty or all −∞.
 */
public record LogSumExp(Axes axes) implements Reduction {
  @Override
  public void row(double[] x, int xo, int n, double[] y, int yo) {
    y[yo] = LogSumExpKernel.logSumExp(x, xo, n);
  }

  @Override
  public Kernel rows(int rows, int n) {
    if (n < 2 || n > ShortRows.MOST || rows < ShortRows.FEWEST) {
      return Reduction.super.rows(rows, n);
    }
    ShortRows block = new ShortRows(n);
    return (in, out) -> {
      for (int row = 0; row < rows; row += block.height()) {
        int height = Math.min(block.height(), rows - row);
        block.logSumExp(in[0], row * n, height, out, row);
      }
    };
  }

  @Override
  public void columns(double[] x, int xo, int n, int width, double[] y, int yo) {
    LogSumExpKernel.logSumExpColumns(x, xo, n, width, y, yo);
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor x = inputs.getFirst();
    Tensor y = output.reshape(axes.keep(x.shape()));
    Tensor finite = Tensor.where(y.eq(Double.NEGATIVE_INFINITY), Tensor.scalar(0), y);
    Tensor weight = x.minus(finite).exp();
    return weight.times(adjoint.reshape(axes.keep(x.shape())));
  }
}
