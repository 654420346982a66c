package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * b where the condition a is not 0, else c. The adjoint goes to the operand that was chosen, and
 * nothing to the condition.
 *
 * @param poles whether a function below may have an infinite derivative where it is not chosen; if
 *     not, gradients need not look out for that
 */
public record Where(boolean poles) implements Elementwise3 {
  /** A choice between any two. */
  public Where() {
    this(true);
  }

  @Override
  public double scalar(double a, double b, double c) {
    return a != 0 ? b : c;
  }

  @Override
  public void apply(
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
      y[yo + i] = a[ao + i * as] != 0 ? b[bo + i * bs] : c[co + i * cs];
    }
  }

  @Override
  public @Nullable Tensor sensitivity(
      int operand, Tensor a, Tensor b, Tensor c, Tensor y, Tensor dy) {
    Tensor zero = Tensor.scalar(0);
    return switch (operand) {
      case 1 -> Tensor.where(a, dy, zero);
      case 2 -> Tensor.where(a, zero, dy);
      default -> null;
    };
  }
}
