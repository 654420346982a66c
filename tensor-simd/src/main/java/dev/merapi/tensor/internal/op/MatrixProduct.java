package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.internal.matrix.GemmKernel;
import dev.merapi.tensor.internal.matrix.GemvKernel;
import dev.merapi.tensor.internal.matrix.GemvTransposedKernel;

/**
 * One product of an m × k and a k × n matrix, with scratch memory of its own. Where a factor is a
 * vector, each element is an inner product in eight lanes; else it is a chain of fused
 * multiply-adds in order.
 */
final class MatrixProduct {
  private final boolean transposeLeft;
  private final boolean transposeRight;
  private final int m;
  private final int k;
  private final int n;
  private final double[] work;

  MatrixProduct(boolean transposeLeft, boolean transposeRight, int m, int k, int n) {
    this.transposeLeft = transposeLeft;
    this.transposeRight = transposeRight;
    this.m = m;
    this.k = k;
    this.n = n;
    this.work = new double[workspace()];
  }

  private int workspace() {
    if (n != 1 && m != 1) {
      return GemmKernel.workspace(m, n, k);
    }
    return Math.max(GemvKernel.WORKSPACE, GemvTransposedKernel.workspace(n == 1 ? m : n));
  }

  void apply(double[] a, int ao, double[] b, int bo, double[] y, int yo) {
    if (n == 1) {
      vector(a, ao, transposeLeft, m, b, bo, y, yo);
    } else if (m == 1) {
      vector(b, bo, !transposeRight, n, a, ao, y, yo);
    } else {
      int lda = transposeLeft ? m : k;
      int ldb = transposeRight ? k : n;
      GemmKernel.apply(
          a,
          ao,
          lda,
          transposeLeft,
          b,
          bo,
          ldb,
          transposeRight,
          y,
          yo,
          n,
          m,
          n,
          k,
          GemmKernel.Update.SET,
          work,
          0);
    }
  }

  /** Matrix times vector for a matrix that lies in rows of k, or, transposed, in k rows. */
  private void vector(
      double[] matrix,
      int mo,
      boolean transposed,
      int size,
      double[] x,
      int xo,
      double[] y,
      int yo) {
    if (transposed) {
      GemvTransposedKernel.apply(matrix, mo, size, x, xo, y, yo, k, size, work, 0);
    } else {
      GemvKernel.apply(matrix, mo, k, x, xo, y, yo, size, k, work);
    }
  }
}
