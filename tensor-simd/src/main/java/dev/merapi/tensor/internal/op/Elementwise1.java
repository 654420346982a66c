package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of one number. */
public non-sealed interface Elementwise1 extends Elementwise {

  /**
   * Loops run over at most this many elements at a call: C2 compiles a vector loop well after some
   * hundred calls, which on whole arrays of a million would take seconds.
   */
  int BLOCK = 1024;

  /** Where the function is a number; outside it is NaN, unless its comment says what it gives. */
  default Interval domain() {
    return Interval.REAL;
  }

  /** The meaning, on one number. */
  double scalar(double x);

  /** The loop: y[yo + i] = scalar(x[xo + i]) for 0 ≤ i &lt; n, with the same bits. */
  default void apply(double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(x[xo + i]);
    }
  }

  /**
   * The sensitivity to x, given y = f(x) and the sensitivity to y; null for a piecewise constant
   * function.
   */
  @Nullable Tensor vjp(Tensor x, Tensor y, Tensor dy);

  /** One number is computed without a loop. */
  @Override
  default Dense evaluate(List<Dense> inputs) {
    Dense x = inputs.getFirst();
    return x.rank() == 0
        ? new Dense(new double[] {scalar(x.item())}, Shape.SCALAR)
        : Elementwise.super.evaluate(inputs);
  }

  @Override
  default Kernel kernel(List<Shape> inputs) {
    int n = inputs.getFirst().count();
    return (in, out) -> {
      for (int start = 0; start < n; start += BLOCK) {
        apply(in[0], start, out, start, Math.min(BLOCK, n - start));
      }
    };
  }

  @Override
  default @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return vjp(inputs.getFirst(), output, adjoint);
  }

  @Override
  default int operands() {
    return 1;
  }
}
