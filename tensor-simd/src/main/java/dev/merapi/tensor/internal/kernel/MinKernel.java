package dev.merapi.tensor.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Smallest element, as {@link Math#min}: NaN if there is one, &minus;0 below 0; of none +&infin;.
 * Order does not matter: the operation is associative and commutative.
 */
public final class MinKernel {
  private static final Gate GATE =
      new Gate("min", Simd.SHORTEST, Gate.CHEAP, (x, y, n) -> y[0] = Lanes.min(x, 0, n));

  private MinKernel() {}

  /** The smallest of x[xo], ..., x[xo + n - 1]. */
  public static double min(double[] x, int xo, int n) {
    int done = 0;
    double min = Double.POSITIVE_INFINITY;
    if (GATE.admits(n)) {
      done = n & -Simd.lanes();
      min = Lanes.min(x, xo, done);
    }
    for (int i = done; i < n; i++) {
      min = Math.min(min, x[xo + i]);
    }
    return min;
  }

  /**
   * Smallest of each column of a row-major matrix: {@code y[yo + j]} over {@code x[xo + i cols +
   * j]}.
   */
  public static void minColumns(double[] x, int xo, int rows, int cols, double[] y, int yo) {
    for (int j = 0; j < cols; j++) {
      y[yo + j] = Double.POSITIVE_INFINITY;
    }
    for (int i = 0; i < rows; i++) {
      int row = xo + i * cols;
      for (int j = 0; j < cols; j++) {
        y[yo + j] = Math.min(y[yo + j], x[row + j]);
      }
    }
  }

  /** The same on vectors. */
  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;

    private Lanes() {}

    static double min(double[] x, int xo, int n) {
      DoubleVector min = DoubleVector.broadcast(S, Double.POSITIVE_INFINITY);
      for (int i = 0; i < n; i += S.length()) {
        min = min.min(DoubleVector.fromArray(S, x, xo + i));
      }
      return min.reduceLanes(VectorOperators.MIN);
    }
  }
}
