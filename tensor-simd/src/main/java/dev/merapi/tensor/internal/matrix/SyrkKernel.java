package dev.merapi.tensor.internal.matrix;

import dev.merapi.tensor.internal.matrix.GemmKernel.Update;

/**
 * The symmetric product {@code C = op(A)·op(A)ᵀ}, with {@code op(A)} n × k and {@code op} the
 * identity or the transpose: the lower triangle by blocks of rows, the upper one copied. The bits
 * are those of {@link GemmKernel}, since a product of two numbers does not depend on their order.
 */
public final class SyrkKernel {
  /** Rows per block: a multiple of the rows of a tile of the matrix product. */
  private static final int BLOCK = 48;

  private SyrkKernel() {}

  /** Doubles of scratch memory. */
  public static int workspace(int n, int k) {
    return GemmKernel.workspace(Math.min(n, BLOCK), n, k);
  }

  /** The product: A at {@code a[ao]} with rows {@code lda} apart, C n × n at {@code c[co]}. */
  public static void apply(
      double[] a,
      int ao,
      int lda,
      boolean transposed,
      double[] c,
      int co,
      int n,
      int k,
      double[] work) {
    for (int i = 0; i < n; i += BLOCK) {
      int height = Math.min(BLOCK, n - i);
      int rows = transposed ? ao + i : ao + i * lda;
      GemmKernel.apply(
          a,
          rows,
          lda,
          transposed,
          a,
          ao,
          lda,
          !transposed,
          c,
          co + i * n,
          n,
          height,
          i + height,
          k,
          Update.SET,
          work,
          0);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        c[co + j * n + i] = c[co + i * n + j];
      }
    }
  }
}
