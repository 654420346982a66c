package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;
import java.util.List;

/**
 * Running log-sum-exps along an axis: yₜ = ln Σ e^xₛ over s ≤ t, without overflow. A prefix of −∞
 * gives −∞. The adjoint is dxₜ = e^(xₜ − yₜ) · gₜ with gₜ = dyₜ + e^(yₜ − yₜ₊₁) · gₜ₊₁; no exponent
 * is positive.
 */
public record LogCumSumExp(int axis) implements Running {
  @Override
  public void line(double[][] inputs, int start, int n, int step, double[] output) {
    double[] x = inputs[0];
    double greatest = Double.NEGATIVE_INFINITY;
    double total = 0;
    for (int t = 0, i = start; t < n; t++, i += step) {
      if (x[i] == greatest) {
        total += 1;
      } else if (x[i] > greatest) {
        total = Math.fma(total, ExpKernel.scalar(greatest - x[i]), 1);
        greatest = x[i];
      } else {
        total += ExpKernel.scalar(x[i] - greatest);
      }
      output[i] = greatest + LogKernel.scalar(total);
    }
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor decay = Running.delayed(output, axis, 0).minus(output);
    Tensor g = Recurrence.backwards(axis, weight(decay, output), adjoint);
    return weight(inputs.getFirst().minus(output), output).times(g);
  }

  /** e^difference, and 0 where the sum is empty, as −∞ − (−∞) has no meaning. */
  private static Tensor weight(Tensor difference, Tensor output) {
    Tensor empty = output.eq(Double.NEGATIVE_INFINITY);
    Tensor zero = Tensor.scalar(0);
    return Tensor.where(empty, zero, Tensor.where(empty, zero, difference).exp());
  }

  @Override
  public int operands() {
    return 1;
  }
}
