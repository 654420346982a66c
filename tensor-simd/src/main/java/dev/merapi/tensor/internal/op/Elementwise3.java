package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of three numbers. */
public non-sealed interface Elementwise3 extends Elementwise {

  /** The meaning, on three numbers. */
  double scalar(double a, double b, double c);

  /** The loop: as for two numbers, with a third array or repeated number. */
  default void apply(
      double[] a,
      int ao,
      int as,
      double[] b,
      int bo,
      int bs,
      double[] c,
      int co,
      int cs,
      double[] y,
      int yo,
      int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scalar(a[ao + i * as], b[bo + i * bs], c[co + i * cs]);
    }
  }

  /**
   * The sensitivity to operand 0, 1 or 2, of the broadcast shape; null where the function is
   * piecewise constant in it.
   */
  @Nullable Tensor sensitivity(int operand, Tensor a, Tensor b, Tensor c, Tensor y, Tensor dy);

  @Override
  default Kernel kernel(List<Shape> inputs) {
    Broadcast plan = Broadcast.of(shape(inputs), inputs);
    if (plan.isShort()) {
      return shortRows(plan);
    }
    int inner = plan.inner();
    int as = plan.stride(0);
    int bs = plan.stride(1);
    int cs = plan.stride(2);
    return (in, out) -> {
      for (int row = 0; row < plan.outer(); row++) {
        int ao = plan.offset(0, row);
        int bo = plan.offset(1, row);
        int co = plan.offset(2, row);
        apply(in[0], ao, as, in[1], bo, bs, in[2], co, cs, out, row * inner, inner);
      }
    };
  }

  private Kernel shortRows(Broadcast plan) {
    Spread a = new Spread(plan, 0);
    Spread b = new Spread(plan, 1);
    Spread c = new Spread(plan, 2);
    int inner = plan.inner();
    int most = Spread.rows(plan);
    return (in, out) -> {
      for (int row = 0; row < plan.outer(); row += most) {
        int rows = Math.min(most, plan.outer() - row);
        apply(
            a.array(in[0], row, rows),
            a.offset(row),
            a.step(),
            b.array(in[1], row, rows),
            b.offset(row),
            b.step(),
            c.array(in[2], row, rows),
            c.offset(row),
            c.step(),
            out,
            row * inner,
            rows * inner);
      }
    };
  }

  @Override
  default @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor sensitivity =
        sensitivity(operand, inputs.get(0), inputs.get(1), inputs.get(2), output, adjoint);
    return sensitivity == null ? null : sensitivity.sumTo(inputs.get(operand).shape());
  }

  @Override
  default int operands() {
    return 3;
  }
}
