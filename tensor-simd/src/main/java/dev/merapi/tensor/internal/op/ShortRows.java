package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;
import dev.merapi.tensor.internal.kernel.SumKernel;
import java.util.Arrays;

/**
 * ln Σ eˣ of many short rows at a time: all exponentials of a block in one loop, all its logarithms
 * in another, with the bits of a row on its own. An instance owns the memory it works in.
 */
final class ShortRows {
  /** The longest row for which this is faster. */
  static final int MOST = 32;

  /** The fewest rows. */
  static final int FEWEST = 4;

  private static final int ELEMENTS = 1024;

  private final int n;
  private final double[] terms;
  private final double[] greatest;
  private final double[] sums;

  ShortRows(int n) {
    this.n = n;
    this.terms = new double[height() * n];
    this.greatest = new double[height()];
    this.sums = new double[height()];
  }

  /** Rows at a time. */
  int height() {
    return ELEMENTS / n;
  }

  /** {@code y[yo + i]} of row i, for {@code rows} rows from {@code x[xo]} on. */
  void logSumExp(double[] x, int xo, int rows, double[] y, int yo) {
    Arrays.fill(greatest, 0, rows, Double.NEGATIVE_INFINITY);
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < rows; i++) {
        greatest[i] = Math.max(greatest[i], x[xo + i * n + j]);
      }
    }
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < rows; i++) {
        terms[i * n + j] = x[xo + i * n + j] - greatest[i];
      }
    }
    ExpKernel.apply(terms, 0, terms, 0, rows * n);
    for (int i = 0; i < rows; i++) {
      sums[i] = SumKernel.sum(terms, i * n, n);
    }
    LogKernel.apply(sums, 0, sums, 0, rows);
    for (int i = 0; i < rows; i++) {
      double m = greatest[i];
      y[yo + i] = Double.isFinite(m) ? m + sums[i] : m;
    }
  }
}
