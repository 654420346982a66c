package dev.merapi.tensor.graph.emit;

import dev.merapi.tensor.kernel.GemvKernel;
import dev.merapi.tensor.kernel.GemvTransposedKernel;

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

  /** Adds n rows, from row t on, times the numbers of a tile, to the lanes of the columns. */
  public static void matVecTransposed(
      double[] matrix, int t, int columns, double[] x, int xo, double[] lanes, int lo, int n) {
    GemvTransposedKernel.add(matrix, t * columns, columns, x, xo, n, columns, lanes, lo);
  }
}
