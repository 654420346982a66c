package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Σ x over some axes; an empty sum is 0. The adjoint is dy repeated. Rows are summed in eight
 * virtual lanes, columns in the order of the rows, so the rounding depends on the shape alone.
 */
public record Sum(Axes axes) implements Reduction {
  @Override
  public void row(double[] x, int xo, int n, double[] y, int yo) {
    double[] lanes = new double[8];
    for (int i = 0; i < n; i++) {
      lanes[i % 8] += x[xo + i];
    }
    double even = (lanes[0] + lanes[4]) + (lanes[2] + lanes[6]);
    double odd = (lanes[1] + lanes[5]) + (lanes[3] + lanes[7]);
    y[yo] = even + odd;
  }

  @Override
  public void columns(double[] x, int xo, int n, int width, double[] y, int yo) {
    Arrays.fill(y, yo, yo + width, 0);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < width; j++) {
        y[yo + j] += x[xo + i * width + j];
      }
    }
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor x = inputs.getFirst();
    return adjoint.reshape(axes.keep(x.shape())).expand(x.shape());
  }
}
