package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.PowKernel;
import java.util.Arrays;

/**
 * a^b as IEEE 754 pow, at most 1 ulp. Adjoints: dy · b · a^(b−1), 0 where b is 0, and dy · y · ln
 * a, 0 where a is 0.
 */
public record Power() implements Elementwise2 {
  @Override
  public double scalar(double a, double b) {
    return PowKernel.scalar(a, b);
  }

  /**
   * One number for all stands in the output until it is overwritten, unless an operand is there.
   */
  @Override
  @SuppressWarnings("ReferenceEquality")
  public void apply(
      double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
    if (as == 1 && bs == 1) {
      PowKernel.apply(a, ao, b, bo, y, yo, n);
    } else if (as == 1 && a != y) {
      Arrays.fill(y, yo, yo + n, b[bo]);
      PowKernel.apply(a, ao, y, yo, y, yo, n);
    } else if (bs == 1 && b != y) {
      Arrays.fill(y, yo, yo + n, a[ao]);
      PowKernel.apply(y, yo, b, bo, y, yo, n);
    } else {
      Elementwise2.super.apply(a, ao, as, b, bo, bs, y, yo, n);
    }
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    Tensor exponent = Tensor.where(b.eq(0), Tensor.scalar(1), b.minus(1));
    return dy.times(b).times(a.pow(exponent));
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(
        Tensor.where(
            a.eq(0), Tensor.scalar(0), y.times(Tensor.where(a.eq(0), Tensor.scalar(1), a).log())));
  }
}
