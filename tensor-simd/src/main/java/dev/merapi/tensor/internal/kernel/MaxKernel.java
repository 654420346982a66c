package dev.merapi.tensor.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Largest element, as {@link Math#max}: NaN if there is one, 0 above &minus;0; of none
 * &minus;&infin;. Order does not matter: the operation is associative and commutative.
 */
public final class MaxKernel {
  private static final Gate GATE =
      new Gate("max", Simd.SHORTEST, Gate.CHEAP, (x, y, n) -> y[0] = Lanes.max(x, 0, n));

  private MaxKernel() {}

  /** The largest of x[xo], ..., x[xo + n - 1]. */
  public static double max(double[] x, int xo, int n) {
    int done = 0;
    double max = Double.NEGATIVE_INFINITY;
    if (GATE.admits(n)) {
      done = n & -Simd.lanes();
      max = Lanes.max(x, xo, done);
    }
    for (int i = done; i < n; i++) {
      max = Math.max(max, x[xo + i]);
    }
    return max;
  }

  /**
   * Largest of each column of a row-major matrix: {@code y[yo + j]} over {@code x[xo + i cols +
   * j]}.
   */
  public static void maxColumns(double[] x, int xo, int rows, int cols, double[] y, int yo) {
    for (int j = 0; j < cols; j++) {
      y[yo + j] = Double.NEGATIVE_INFINITY;
    }
    for (int i = 0; i < rows; i++) {
      int row = xo + i * cols;
      for (int j = 0; j < cols; j++) {
        y[yo + j] = Math.max(y[yo + j], x[row + j]);
      }
    }
  }

  /** The same on vectors. */
  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;

    private Lanes() {}

    static double max(double[] x, int xo, int n) {
      DoubleVector max = DoubleVector.broadcast(S, Double.NEGATIVE_INFINITY);
      for (int i = 0; i < n; i += S.length()) {
        max = max.max(DoubleVector.fromArray(S, x, xo + i));
      }
      return max.reduceLanes(VectorOperators.MAX);
    }
  }
}
