package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.matrix.GemvKernel;
import dev.merapi.tensor.internal.matrix.GemvTransposedKernel;
import dev.merapi.tensor.internal.matrix.PackedRows;
import dev.merapi.tensor.internal.matrix.TileKernel;
import java.util.Arrays;

/**
 * The steps of tile loops that are not elementwise; called by generated code. Each continues where
 * the tile before it stopped.
 */
public final class TileKernels {
  private TileKernels() {}

  /** The element of a table at a position, NaN where there is none. */
  public static double at(double[] table, int size, double position) {
    return position >= 0 && position < size ? table[(int) position] : Double.NaN;
  }

  /** The same for a table that begins at {@code start}. */
  public static double at(double[] table, int start, int size, double position) {
    return position >= 0 && position < size ? table[start + (int) position] : Double.NaN;
  }

  /** The element of a table at a position that is there, or NaN at {@link Positions#NONE}. */
  public static double at(double[] table, int position) {
    return position >= 0 ? table[position] : Double.NaN;
  }

  /** Adds a number to the element at a position that is there. */
  public static void scatter(double x, int position, double[] y) {
    if (position >= 0) {
      y[position] += x;
    }
  }

  /** Adds a number to the element that a position names. */
  public static void scatter(double x, double position, double[] y, int size) {
    if (position >= 0 && position < size) {
      y[(int) position] += x;
    }
  }

  /** Adds each number of a tile to the element that its position names. */
  public static void scatter(
      double[] x, int xo, double[] positions, int po, double[] y, int size, int n) {
    for (int i = 0; i < n; i++) {
      double position = positions[po + i];
      if (position >= 0 && position < size) {
        y[(int) position] += x[xo + i];
      }
    }
  }

  /** The products of n rows, from row t on, with a vector. */
  public static void matVec(
      double[] matrix,
      int t,
      int columns,
      double[] vector,
      double[] y,
      int yo,
      Memory memory,
      int n) {
    GemvKernel.apply(matrix, t * columns, columns, vector, 0, y, yo, n, columns, memory.work());
  }

  /**
   * The products of n rows of a packed matrix, from row t on, a multiple of 32, with a vector. The
   * tiles of the matrix come 32 rows at a time; the last one may end early.
   */
  public static void packedMatVec(
      Memory memory, int line, int t, int vectorLine, double[] y, int yo, int n) {
    Sharing.Member member = memory.member();
    if (member != null) {
      member.forward(line, t, vectorLine, y, yo, n);
      return;
    }
    double[] vector = memory.array(vectorLine);
    PackedRows matrix = memory.packed(line);
    int i = 0;
    for (; i <= n - PackedRows.TILE; i += PackedRows.TILE) {
      TileKernel.forward(matrix, (t + i) / PackedRows.TILE, vector, 0, y, yo + i);
    }
    if (i < n) {
      double[] work = memory.work();
      TileKernel.forward(matrix, (t + i) / PackedRows.TILE, vector, 0, work, 0);
      System.arraycopy(work, 0, y, yo + i, n - i);
    }
  }

  /**
   * Adds n rows of a packed matrix, from row t on, a multiple of 32, times the numbers of a tile,
   * to the lanes of the columns.
   */
  public static void packedMatVecTransposed(
      Memory memory, int line, int t, double[] x, int xo, double[] lanes, int lo, int n) {
    Sharing.Member member = memory.member();
    if (member != null) {
      member.backward(line, t, x, xo, lo, n);
      return;
    }
    PackedRows matrix = memory.packed(line);
    int i = 0;
    for (; i <= n - PackedRows.TILE; i += PackedRows.TILE) {
      TileKernel.backward(matrix, (t + i) / PackedRows.TILE, x, xo + i, lanes, lo);
    }
    if (i < n) {
      double[] work = memory.work();
      System.arraycopy(x, xo + i, work, 0, n - i);
      Arrays.fill(work, n - i, PackedRows.TILE, 0);
      TileKernel.backward(matrix, (t + i) / PackedRows.TILE, work, 0, lanes, lo);
    }
  }

  /** Adds n rows, from row t on, times the numbers of a tile, to the lanes of the columns. */
  public static void matVecTransposed(
      double[] matrix, int t, int columns, double[] x, int xo, double[] lanes, int lo, int n) {
    GemvTransposedKernel.add(matrix, t * columns, columns, x, xo, n, columns, lanes, lo);
  }
}
