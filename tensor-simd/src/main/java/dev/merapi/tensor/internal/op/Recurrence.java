package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * The linear recurrence yₜ = aₜ · yₜ₋₁ + bₜ along an axis, from y₀ = b₀, for a and b of one shape;
 * a₀ has no influence. With g the recurrence backwards, gₜ = dyₜ + aₜ₊₁ · gₜ₊₁, the adjoints are db
 * = g and daₜ = gₜ · yₜ₋₁.
 */
public record Recurrence(int axis) implements Running {
  @Override
  public void line(double[][] inputs, int start, int n, int step, double[] output) {
    double[] a = inputs[0];
    double[] b = inputs[1];
    double y = 0;
    for (int t = 0, i = start; t < n; t++, i += step) {
      y = t == 0 ? b[i] : Math.fma(a[i], y, b[i]);
      output[i] = y;
    }
  }

  /** The recurrence gₜ = bₜ + aₜ₊₁ · gₜ₊₁, from the last element to the first. */
  static Tensor backwards(int axis, Tensor a, Tensor b) {
    Tensor next = Running.delayed(a.flip(axis), axis, 0);
    return new Recurrence(axis).on(next, b.flip(axis)).flip(axis);
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor g = backwards(axis, inputs.getFirst(), adjoint);
    return operand == 1 ? g : g.times(Running.delayed(output, axis, 0));
  }

  @Override
  public int operands() {
    return 2;
  }
}
