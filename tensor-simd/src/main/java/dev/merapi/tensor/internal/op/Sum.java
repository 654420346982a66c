package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.SumKernel;
import java.util.List;

/**
 * Σ x over some axes; an empty sum is 0. The adjoint is dy repeated. Rows are summed in eight
 * virtual lanes, columns in the order of the rows, so the rounding depends on the shape alone.
 */
public record Sum(Axes axes) implements Reduction {
  @Override
  public void row(double[] x, int xo, int n, double[] y, int yo) {
    y[yo] = SumKernel.sum(x, xo, n);
  }

  @Override
  public void columns(double[] x, int xo, int n, int width, double[] y, int yo) {
    SumKernel.sumColumns(x, xo, n, width, y, yo);
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor x = inputs.getFirst();
    return adjoint.reshape(axes.keep(x.shape())).expand(x.shape());
  }
}
