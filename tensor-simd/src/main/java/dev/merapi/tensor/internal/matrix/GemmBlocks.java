package dev.merapi.tensor.internal.matrix;

import java.util.Arrays;

/**
 * The loops of a large matrix product around {@link GemmTile}.
 *
 * <p>A block of {@code op(B)} is packed into panels as wide as a tile, padded with zeros, so that a
 * panel stays in the first-level cache while the rows of {@code A} stream past. Rows of {@code A}
 * are read where they are; a transposed {@code A} is turned block by block. Blocks of the inner
 * index are visited in order, which keeps the chains of {@link GemmKernel}. Source: K. Goto and R.
 * van de Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34 (2008), figure 8.
 */
final class GemmBlocks {
  /** Inner indices per block: a panel of the packed block is at most 32 KB. */
  private static final int DEPTH = 256;

  /** Rows of a turned block of A: 192 KB, for the second-level cache. */
  private static final int HEIGHT = 96;

  /** Columns of a packed block of B: 1 MB. */
  private static final int WIDTH = 512;

  /** Numbers that lie in one line of the cache. */
  private static final int LINE = 8;

  private GemmBlocks() {}

  /** Scratch: one tile for the edges, the packed block of B, the turned block of A. */
  static int workspace(int m, int n, int k) {
    int depth = Math.min(k, DEPTH);
    int panels = (Math.min(n, WIDTH) + GemmTile.width() - 1) / GemmTile.width();
    return GemmTile.ROWS * GemmTile.width()
        + depth * panels * GemmTile.width()
        + depth * Math.min(m, HEIGHT);
  }

  /** {@code C += sign·op(A)·op(B)}, for a sign of 1 or −1; arguments as in {@link GemmKernel}. */
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
      int ldc,
      int m,
      int n,
      int k,
      double sign,
      double[] work,
      int wo) {
    int packed = wo + GemmTile.ROWS * GemmTile.width();
    int panel = GemmTile.width();
    for (int p = 0; p < k; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      for (int j = 0; j < n; j += WIDTH) {
        int width = Math.min(WIDTH, n - j);
        int turned = packed + depth * ((width + panel - 1) / panel) * panel;
        int from = tb ? bo + j * ldb + p : bo + p * ldb + j;
        pack(b, from, ldb, tb, depth, width, panel, sign, work, packed);
        for (int i = 0; i < m; i += HEIGHT) {
          int height = Math.min(HEIGHT, m - i);
          int corner = co + i * ldc + j;
          if (ta) {
            transpose(a, ao + p * lda + i, lda, depth, height, work, turned);
            tiles(
                work, turned, depth, work, packed, c, corner, ldc, height, width, depth, work, wo);
          } else {
            int rows = ao + i * lda + p;
            tiles(a, rows, lda, work, packed, c, corner, ldc, height, width, depth, work, wo);
          }
        }
      }
    }
  }

  /**
   * All tiles of a block of C: tiles at the lower and right edges are computed whole in scratch.
   */
  private static void tiles(
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      double[] c,
      int co,
      int ldc,
      int height,
      int width,
      int depth,
      double[] edge,
      int eo) {
    int panel = GemmTile.width();
    for (int j = 0; j < width; j += panel) {
      int columns = Math.min(panel, width - j);
      int from = bo + j * depth;
      for (int i = 0; i < height; i += GemmTile.ROWS) {
        int rows = Math.min(GemmTile.ROWS, height - i);
        int corner = co + i * ldc + j;
        if (rows == GemmTile.ROWS && columns == panel) {
          GemmTile.apply(a, ao + i * lda, lda, rows, b, from, c, corner, ldc, depth);
        } else {
          copy(c, corner, ldc, edge, eo, panel, rows, columns);
          GemmTile.apply(a, ao + i * lda, lda, rows, b, from, edge, eo, panel, depth);
          copy(edge, eo, panel, c, corner, ldc, rows, columns);
        }
      }
    }
  }

  private static void copy(
      double[] x, int xo, int ldx, double[] y, int yo, int ldy, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        y[yo + i * ldy + j] = x[xo + i * ldx + j];
      }
    }
  }

  /** Panels of {@code ±op(B)}, row after row, the last one filled up with zeros. */
  private static void pack(
      double[] b,
      int bo,
      int ldb,
      boolean tb,
      int depth,
      int width,
      int panel,
      double sign,
      double[] out,
      int o) {
    for (int j = 0; j < width; j += panel) {
      int columns = Math.min(panel, width - j);
      int to = o + j * depth;
      if (columns < panel) {
        Arrays.fill(out, to, to + depth * panel, 0);
      }
      if (tb) {
        for (int p = 0; p < depth; p += LINE) {
          turn(
              b,
              bo + j * ldb + p,
              ldb,
              Math.min(LINE, depth - p),
              columns,
              panel,
              sign,
              out,
              to + p * panel);
        }
      } else if (columns == panel) {
        GemmTile.pack(b, bo + j, ldb, depth, sign, out, to);
      } else {
        for (int p = 0; p < depth; p++) {
          for (int l = 0; l < columns; l++) {
            out[to + p * panel + l] = sign * b[bo + p * ldb + j + l];
          }
        }
      }
    }
  }

  /** A few columns of B of {@code rows} numbers each, written across: row by row of the panel. */
  private static void turn(
      double[] b,
      int bo,
      int ldb,
      int rows,
      int columns,
      int panel,
      double sign,
      double[] out,
      int o) {
    for (int l = 0; l < columns; l++) {
      int from = bo + l * ldb;
      for (int p = 0; p < rows; p++) {
        out[o + p * panel + l] = sign * b[from + p];
      }
    }
  }

  /** {@code out[i·depth + p] = a[p·lda + i]}, square by square. */
  private static void transpose(
      double[] a, int ao, int lda, int depth, int height, double[] out, int o) {
    for (int from = 0; from < height; from += LINE) {
      int to = Math.min(from + LINE, height);
      for (int p = 0; p < depth; p++) {
        int row = ao + p * lda;
        for (int i = from; i < to; i++) {
          out[o + i * depth + p] = a[row + i];
        }
      }
    }
  }
}
