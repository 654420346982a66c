package dev.merapi.tensor.internal.matrix;

import dev.merapi.tensor.internal.kernel.Gate;
import dev.merapi.tensor.internal.kernel.Simd;
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
 * <p>Small products, and all without vectors, run the chains as plain loops; those of a few columns
 * {@link NarrowProduct}; others {@link GemmBlocks}. Where the user has asked for {@link OpenBlas},
 * large ones go there, and its order of additions holds instead.
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

  /** Products with fewer columns would leave most of a tile empty. */
  private static final int NARROW = 4;

  private static final Gate GATE =
      new Gate(
          "gemm",
          (x, y, n) -> {
            double[] work = new double[GemmBlocks.workspace(32, 32, 32)];
            GemmBlocks.apply(x, 0, 32, false, x, 0, 32, false, y, 0, 32, 32, 32, 32, 0, work, 0);
          });

  private GemmKernel() {}

  /** Doubles of scratch memory that {@link #apply} wants; none for a product without blocks. */
  public static int workspace(int m, int n, int k) {
    int blocks = vectors(m, n, k) ? GemmBlocks.workspace(m, n, k) : 0;
    return Math.max(blocks, NarrowProduct.workspace(m, n, k));
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
    if (update == Update.SET
        && NarrowProduct.fitsTurned(tb, m, n, k)
        && NarrowProduct.isOpen(m, n, k)) {
      NarrowProduct.turned(a, ao, lda, ta, b, bo, ldb, c, co, ldc, m, n, k, work, wo);
      return;
    }
    if (update == Update.SET
        && ldc == n
        && NarrowProduct.fits(ta, m, n, k)
        && NarrowProduct.isOpen(m, n, k)) {
      NarrowProduct.apply(a, ao, lda, ta, b, bo, ldb, tb, c, co, m, n, k, work, wo);
      return;
    }
    if (update == Update.SET) {
      for (int i = 0; i < m; i++) {
        Arrays.fill(c, co + i * ldc, co + i * ldc + n, 0);
      }
    }
    double sign = update == Update.SUBTRACT ? -1 : 1;
    if (vectors(m, n, k) && GATE.admits(Math.min(m * n, Gate.MOST) * Math.min(k, 64))) {
      GemmBlocks.apply(a, ao, lda, ta, b, bo, ldb, tb, c, co, ldc, m, n, k, sign, work, wo);
    } else {
      scalar(a, ao, lda, ta, b, bo, ldb, tb, c, co, ldc, m, n, k, sign);
    }
  }

  private static boolean vectors(int m, int n, int k) {
    return Simd.on() && n >= NARROW && (long) m * n * k >= SMALL;
  }

  /** The chains as plain loops: the meaning, and the path without vectors. */
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
    int aRow = ta ? 1 : lda;
    int aStep = ta ? lda : 1;
    int bColumn = tb ? ldb : 1;
    int bStep = tb ? 1 : ldb;
    if (n < NARROW) {
      for (int j = 0; j < n; j++) {
        column(a, ao, aRow, aStep, b, bo + j * bColumn, bStep, c, co + j, ldc, m, k, sign);
      }
      return;
    }
    for (int i = 0; i < m; i++) {
      int row = co + i * ldc;
      for (int p = 0; p < k; p++) {
        double factor = sign * a[ao + i * aRow + p * aStep];
        int from = bo + p * bStep;
        for (int j = 0; j < n; j++) {
          c[row + j] = Math.fma(factor, b[from + j * bColumn], c[row + j]);
        }
      }
    }
  }

  /** One column of C, four chains side by side: one alone would wait for each of its sums. */
  private static void column(
      double[] a,
      int ao,
      int aRow,
      int aStep,
      double[] b,
      int bo,
      int bStep,
      double[] c,
      int co,
      int ldc,
      int m,
      int k,
      double sign) {
    int i = 0;
    for (; i <= m - 4; i += 4) {
      int at = co + i * ldc;
      double s0 = c[at];
      double s1 = c[at + ldc];
      double s2 = c[at + 2 * ldc];
      double s3 = c[at + 3 * ldc];
      for (int p = 0; p < k; p++) {
        int from = ao + i * aRow + p * aStep;
        double y = sign * b[bo + p * bStep];
        s0 = Math.fma(a[from], y, s0);
        s1 = Math.fma(a[from + aRow], y, s1);
        s2 = Math.fma(a[from + 2 * aRow], y, s2);
        s3 = Math.fma(a[from + 3 * aRow], y, s3);
      }
      c[at] = s0;
      c[at + ldc] = s1;
      c[at + 2 * ldc] = s2;
      c[at + 3 * ldc] = s3;
    }
    for (; i < m; i++) {
      double s = c[co + i * ldc];
      for (int p = 0; p < k; p++) {
        s = Math.fma(a[ao + i * aRow + p * aStep], sign * b[bo + p * bStep], s);
      }
      c[co + i * ldc] = s;
    }
  }
}
