package dev.merapi.tensor.kernel;

import java.util.Arrays;
import java.util.Optional;

/**
 * Matrix product on row-major arrays: {@code C = op(A)·op(B)}, {@code C += op(A)·op(B)} or {@code C
 * −= op(A)·op(B)}, with {@code op(A)} m × k, {@code op(B)} k × n and {@code op} the identity or the
 * transpose.
 *
 * <p>Every element is one chain {@code c ← fma(±a_ip, b_pj, c)} over {@code p = 0 … k − 1} in
 * order, begun at 0 or at the old element. Hence its bits depend neither on blocks nor on the
 * vector width, and column {@code j} of a product is the product with column {@code j}.
 *
 * <p>Small products, and all without vectors, run the chains as plain loops; others {@link
 * GemmBlocks}. Where the user has asked for {@link OpenBlas}, large ones go there, and its order of
 * additions holds instead.
 */
public final class GemmKernel {
  /** What becomes of the old elements of C. */
  public enum Update {
    /** They are overwritten. */
    SET,
    /** The product is added to them. */
    ADD,
    /** The product is taken away from them. */
    SUBTRACT
  }

  /** Products of fewer multiplications do not repay the packing. */
  private static final long SMALL = 1 << 11;

  private GemmKernel() {}

  /** Doubles of scratch memory that {@link #apply} wants; none for a product without blocks. */
  public static int workspace(int m, int n, int k) {
    return vectors(m, n, k) ? GemmBlocks.workspace(m, n, k) : 0;
  }

  /** The product with scratch memory of its own. */
  public static void apply(
      double[] a,
      int ao,
      int lda,
      boolean ta,
      double[] b,
      int bo,
      int ldb,
      boolean tb,
      double[] c,
      int co,
      int ldc,
      int m,
      int n,
      int k,
      Update update) {
    double[] work = new double[workspace(m, n, k)];
    apply(a, ao, lda, ta, b, bo, ldb, tb, c, co, ldc, m, n, k, update, work, 0);
  }

  /**
   * The product: A at {@code a[ao]} with rows {@code lda} apart, transposed first if {@code ta}; B
   * and C likewise. C overlaps neither A nor B; scratch memory begins at {@code work[wo]}.
   */
  public static void apply(
      double[] a,
      int ao,
      int lda,
      boolean ta,
      double[] b,
      int bo,
      int ldb,
      boolean tb,
      double[] c,
      int co,
      int ldc,
      int m,
      int n,
      int k,
      Update update,
      double[] work,
      int wo) {
    Optional<OpenBlas> library = OpenBlas.forTask((long) m * n * k);
    if (library.isPresent()) {
      double alpha = update == Update.SUBTRACT ? -1 : 1;
      double beta = update == Update.SET ? 0 : 1;
      library.get().gemm(a, ao, lda, ta, b, bo, ldb, tb, c, co, ldc, m, n, k, alpha, beta);
      return;
    }
    if (update == Update.SET) {
      for (int i = 0; i < m; i++) {
        Arrays.fill(c, co + i * ldc, co + i * ldc + n, 0);
      }
    }
    double sign = update == Update.SUBTRACT ? -1 : 1;
    if (vectors(m, n, k)) {
      GemmBlocks.apply(a, ao, lda, ta, b, bo, ldb, tb, c, co, ldc, m, n, k, sign, work, wo);
    } else {
      scalar(a, ao, lda, ta, b, bo, ldb, tb, c, co, ldc, m, n, k, sign);
    }
  }

  private static boolean vectors(int m, int n, int k) {
    return Simd.on() && (long) m * n * k >= SMALL;
  }

  /**
   * The chains one after another along the rows of C: the meaning, and the path without vectors.
   */
  static void scalar(
      double[] a,
      int ao,
      int lda,
      boolean ta,
      double[] b,
      int bo,
      int ldb,
      boolean tb,
      double[] c,
      int co,
      int ldc,
      int m,
      int n,
      int k,
      double sign) {
    for (int i = 0; i < m; i++) {
      int row = co + i * ldc;
      for (int p = 0; p < k; p++) {
        double factor = sign * (ta ? a[ao + p * lda + i] : a[ao + i * lda + p]);
        if (tb) {
          for (int j = 0; j < n; j++) {
            c[row + j] = Math.fma(factor, b[bo + j * ldb + p], c[row + j]);
          }
        } else {
          int from = bo + p * ldb;
          for (int j = 0; j < n; j++) {
            c[row + j] = Math.fma(factor, b[from + j], c[row + j]);
          }
        }
      }
    }
  }
}
