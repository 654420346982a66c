package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * Running sums along an axis: yₜ = x₀ + … + xₜ, added in this order. The adjoint is the running sum
 * of dy from the other end.
 */
public record Cumsum(int axis) implements Running {
  @Override
  public void line(double[][] inputs, int start, int n, int step, double[] output) {
    double[] x = inputs[0];
    double total = 0;
    for (int t = 0, i = start; t < n; t++, i += step) {
      total += x[i];
      output[i] = total;
    }
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return on(adjoint.flip(axis)).flip(axis);
  }

  @Override
  public int operands() {
    return 1;
  }
}
