package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of two numbers. */
public non-sealed interface Elementwise2 extends Elementwise {

  /** The meaning, on two numbers. */
  double scalar(double a, double b);

  /**
   * The loop: y[yo + i] = scalar(a[ao + i · as], b[bo + i · bs]) for 0 ≤ i &lt; n, with the same
   * bits. Each stride is 1 for an array and 0 for one repeated number.
   */
  default void apply(
      double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(a[ao + i * as], b[bo + i * bs]);
    }
  }

  /**
   * The sensitivity to a, of the broadcast shape; null for a function that is piecewise constant in
   * a.
   */
  @Nullable Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy);

  /**
   * The sensitivity to b, of the broadcast shape; null for a function that is piecewise constant in
   * b.
   */
  @Nullable Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy);

  /** One number of each is computed without a loop. */
  @Override
  default Dense evaluate(List<Dense> inputs) {
    Dense a = inputs.getFirst();
    Dense b = inputs.getLast();
    return a.rank() == 0 && b.rank() == 0
        ? new Dense(new double[] {scalar(a.item(), b.item())}, Shape.SCALAR)
        : Elementwise.super.evaluate(inputs);
  }

  @Override
  default Kernel kernel(List<Shape> inputs) {
    Broadcast plan = Broadcast.of(shape(inputs), inputs);
    if (plan.isShort()) {
      return shortRows(plan);
    }
    int inner = plan.inner();
    int as = plan.stride(0);
    int bs = plan.stride(1);
    return (in, out) -> {
      for (int row = 0; row < plan.outer(); row++) {
        apply(
            in[0],
            plan.offset(0, row),
            as,
            in[1],
            plan.offset(1, row),
            bs,
            out,
            row * inner,
            inner);
      }
    };
  }

  private Kernel shortRows(Broadcast plan) {
    Spread a = new Spread(plan, 0);
    Spread b = new Spread(plan, 1);
    int inner = plan.inner();
    int most = Spread.rows(plan);
    return (in, out) -> {
      for (int row = 0; row < plan.outer(); row += most) {
        int rows = Math.min(most, plan.outer() - row);
        double[] x = a.array(in[0], row, rows);
        double[] y = b.array(in[1], row, rows);
        int n = rows * inner;
        apply(x, a.offset(row), a.step(), y, b.offset(row), b.step(), out, row * inner, n);
      }
    };
  }

  @Override
  default @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor a = inputs.get(0);
    Tensor b = inputs.get(1);
    Tensor sensitivity = operand == 0 ? left(a, b, output, adjoint) : right(a, b, output, adjoint);
    return sensitivity == null ? null : sensitivity.sumTo(inputs.get(operand).shape());
  }

  @Override
  default int operands() {
    return 2;
  }
}
