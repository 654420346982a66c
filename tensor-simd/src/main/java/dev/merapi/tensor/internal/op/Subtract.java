package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.ArithmeticKernel;
import java.util.Arrays;

/** a − b. Adjoints: dy and −dy. */
public record Subtract() implements Elementwise2 {
  @Override
  public double scalar(double a, double b) {
    return a - b;
  }

  @Override
  public void apply(
      double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
    if (as == 1 && bs == 1) {
      ArithmeticKernel.subtract(a, ao, b, bo, y, yo, n);
    } else if (as == 1) {
      ArithmeticKernel.add(a, ao, -b[bo], y, yo, n);
    } else if (bs == 1) {
      ArithmeticKernel.subtract(a[ao], b, bo, y, yo, n);
    } else {
      Arrays.fill(y, yo, yo + n, n == 0 ? 0 : scalar(a[ao], b[bo]));
    }
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy;
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.unaryMinus();
  }
}
