package dev.merapi.tensor.internal.matrix;

import dev.merapi.tensor.internal.kernel.Gate;
import dev.merapi.tensor.internal.kernel.Simd;
import java.util.Arrays;

/**
 * Products of two to eight columns, {@code C = op(A)·op(B)}, by the chains of {@link GemmKernel}.
 * The tiles of {@link GemmBlocks} would be mostly empty, and would pack and turn a tall A again
 * each time; here A is read where it is: along its rows where it is not transposed, eight rows at a
 * time, and down its rows where it is, a register of columns at a time.
 */
final class NarrowProduct {
  /** The most columns: a register of AVX-512. */
  static final int COLUMNS = 8;

  /** Rows of C that are computed together without being its last. */
  private static final int ROWS = 8;

  /** The longest inner index of a panel, for the first-level cache. */
  private static final int DEPTH = 512;

  private static final Gate GATE =
      new Gate(
          "narrow",
          (x, y, n) -> {
            double[] work = new double[16 * COLUMNS + ROWS * COLUMNS];
            apply(x, 0, 16, false, x, 0, 8, false, y, 0, 64, 8, 16, work, 0);
            apply(x, 0, 16, true, x, 0, 8, false, y, 0, 16, 8, 64, work, 0);
          });

  private NarrowProduct() {}

  /** Whether products of these sizes belong here. */
  static boolean fits(boolean ta, int m, int n, int k) {
    boolean narrow = Simd.lanes() >= 4 && 2 <= n && n <= COLUMNS && (long) m * n * k >= 1 << 11;
    return narrow && (ta ? m >= Simd.lanes() && k >= ROWS : m >= 2 * ROWS && k <= DEPTH);
  }

  /** Whether their transposes belong here: a few rows of C, and B read along its own rows. */
  static boolean fitsTurned(boolean tb, int m, int n, int k) {
    return tb && fits(false, n, m, k);
  }

  /** Whether the vector half is compiled. */
  static boolean isOpen(int m, int n, int k) {
    return GATE.admits(Math.min(m * n, Gate.MOST) * Math.min(k, 64));
  }

  /** Scratch: the packed panel of B, and one block of C. */
  static int workspace(int m, int n, int k) {
    return fits(false, m, n, k) || fits(true, m, n, k) || fits(false, n, m, k)
        ? Math.min(k, DEPTH) * COLUMNS + ROWS * COLUMNS
        : 0;
  }

  /** The product, with rows of C of n numbers that follow one another. */
  static void apply(
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
      int m,
      int n,
      int k,
      double[] work,
      int wo) {
    int down = tb ? 1 : ldb;
    int across = tb ? ldb : 1;
    if (ta) {
      transposed(a, ao, lda, b, bo, down, across, c, co, m, n, k, work, wo);
    } else {
      rows(a, ao, lda, b, bo, down, across, c, co, m, n, k, work, wo);
    }
  }

  /**
   * Registers are written over the ends of short rows, and the next row puts that right; the last
   * rows are computed beside C.
   */
  private static void rows(
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int down,
      int across,
      double[] c,
      int co,
      int m,
      int n,
      int k,
      double[] work,
      int wo) {
    boolean one = n <= Simd.lanes();
    int width = one ? Simd.lanes() : 2 * Simd.lanes();
    int height = one ? ROWS : ROWS / 2;
    int block = wo + k * width;
    pack(b, bo, down, across, n, k, width, work, wo);
    int i = 0;
    for (; (i + height - 1) * n + width <= m * n; i += height) {
      block(one, a, ao + i * lda, lda, work, wo, c, co + i * n, n, k);
    }
    for (; i < m; i += height) {
      int first = Math.min(i, m - height);
      block(one, a, ao + first * lda, lda, work, wo, work, block, width, k);
      for (int row = 0; row < height; row++) {
        System.arraycopy(work, block + row * width, c, co + (first + row) * n, n);
      }
    }
  }

  /** A panel of B, row after row, each filled up with zeros. */
  private static void pack(
      double[] b, int bo, int down, int across, int n, int k, int width, double[] out, int o) {
    for (int p = 0; p < k; p++) {
      int to = o + p * width;
      for (int j = 0; j < n; j++) {
        out[to + j] = b[bo + p * down + j * across];
      }
      Arrays.fill(out, to + n, to + width, 0);
    }
  }

  /**
   * {@code C = op(A)·Bᵀ} with a few rows: blocks of {@code B·op(A)ᵀ} are turned on their way to C.
   */
  static void turned(
      double[] a,
      int ao,
      int lda,
      boolean ta,
      double[] b,
      int bo,
      int ldb,
      double[] c,
      int co,
      int ldc,
      int m,
      int n,
      int k,
      double[] work,
      int wo) {
    boolean one = m <= Simd.lanes();
    int width = one ? Simd.lanes() : 2 * Simd.lanes();
    int height = one ? ROWS : ROWS / 2;
    int block = wo + k * width;
    pack(a, ao, ta ? lda : 1, ta ? 1 : lda, m, k, width, work, wo);
    for (int from = 0; from < n; from += height) {
      int i = Math.min(from, n - height);
      block(one, b, bo + i * ldb, ldb, work, wo, work, block, width, k);
      for (int j = 0; j < m; j++) {
        int to = co + j * ldc + i;
        for (int row = 0; row < height; row++) {
          c[to + row] = work[block + row * width + j];
        }
      }
    }
  }

  private static void block(
      boolean one,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      double[] c,
      int co,
      int ldc,
      int k) {
    if (one) {
      NarrowTile.Lanes.rows(a, ao, lda, b, bo, c, co, ldc, k);
    } else {
      NarrowTile.Lanes.pairs(a, ao, lda, b, bo, c, co, ldc, k);
    }
  }

  /** The last columns of A that fill no register are computed again with some before them. */
  private static void transposed(
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int down,
      int across,
      double[] c,
      int co,
      int m,
      int n,
      int k,
      double[] work,
      int wo) {
    int lanes = Simd.lanes();
    for (int from = 0; from < m; from += lanes) {
      int i = Math.min(from, m - lanes);
      NarrowTile.Lanes.down(a, ao + i, lda, b, bo, down, across, n, work, wo, k);
      for (int l = 0; l < lanes; l++) {
        for (int j = 0; j < n; j++) {
          c[co + (i + l) * n + j] = work[wo + j * lanes + l];
        }
      }
    }
  }
}
