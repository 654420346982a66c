package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.LogSumExpKernel;
import java.util.List;

/**
 * ln Σ eˣ over some axes, without overflow: m + ln Σ e^(x − m) with m the greatest element. All −∞
 * gives −∞, any ∞ gives ∞. The adjoint is dy · e^(x − y), and 0 where the sum is empty or all −∞.
 */
public record LogSumExp(Axes axes) implements Reduction {
  /** So many terms are added number by number in one loop over the sums. */
  private static final int FEW = 16;

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

  /**
   * Of few terms by the weights e^(x − m) / Σ e^(x − m), whose exponentials are those of the sum:
   * where both are computed in one loop, each is computed once. Of many by e^(x − y), in one pass.
   */
  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor x = inputs.getFirst();
    Shape kept = axes.keep(x.shape());
    if (x.shape().count() > FEW * kept.count()) {
      Tensor y = output.reshape(kept);
      Tensor finite = Tensor.where(y.eq(Double.NEGATIVE_INFINITY), Tensor.scalar(0), y);
      return x.minus(finite).exp().times(adjoint.reshape(kept));
    }
    Tensor shift = new Finite().on(new Max(axes).on(x)).reshape(kept);
    Tensor weight = x.minus(shift).exp();
    Tensor total = new Sum(axes).on(weight).maximum(Tensor.scalar(1));
    return weight.times(adjoint.div(total).reshape(kept));
  }
}
