package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * Running products along an axis: yₜ = x₀ · … · xₜ. The adjoint is dxₜ = yₜ₋₁ · gₜ (y₋₁ = 1) with
 * gₜ = dyₜ + xₜ₊₁ · gₜ₊₁: it divides by nothing, so it is right where elements are 0.
 */
public record Cumprod(int axis) implements Running {
  @Override
  public void line(double[][] inputs, int start, int n, int step, double[] output) {
    double[] x = inputs[0];
    double product = 1;
    for (int t = 0, i = start; t < n; t++, i += step) {
      product *= x[i];
      output[i] = product;
    }
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor g = Recurrence.backwards(axis, inputs.getFirst(), adjoint);
    return g.times(Running.delayed(output, axis, 1));
  }

  @Override
  public int operands() {
    return 1;
  }
}
