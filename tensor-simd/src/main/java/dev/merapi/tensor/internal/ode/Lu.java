package dev.merapi.tensor.internal.ode;

/** P A = L U of a small matrix, by elimination with the largest pivot of a column. */
final class Lu {
  private final int n;
  private final double[][] rows;
  private final int[] swapped;

  Lu(int n) {
    this.n = n;
    this.rows = new double[n][n];
    this.swapped = new int[n];
  }

  /** Where the matrix is to be written before it is factorised. */
  double[][] matrix() {
    return rows;
  }

  /** Factorises; false where the matrix is singular or not finite. */
  boolean factorise() {
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(rows[i][k]) > Math.abs(rows[pivot][k])) {
          pivot = i;
        }
      }
      swapped[k] = pivot;
      double[] row = rows[pivot];
      rows[pivot] = rows[k];
      rows[k] = row;
      double top = row[k];
      if (!(Math.abs(top) > 0 && Math.abs(top) < Double.POSITIVE_INFINITY)) {
        return false;
      }
      for (int i = k + 1; i < n; i++) {
        double factor = rows[i][k] / top;
        rows[i][k] = factor;
        for (int j = k + 1; j < n; j++) {
          rows[i][j] -= factor * row[j];
        }
      }
    }
    return true;
  }

  /** Solves in place. */
  void solve(double[] x) {
    for (int k = 0; k < n; k++) {
      swap(x, k);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        x[i] -= rows[i][j] * x[j];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = i + 1; j < n; j++) {
        x[i] -= rows[i][j] * x[j];
      }
      x[i] /= rows[i][i];
    }
  }

  /** Solves the transposed system in place. */
  void solveTransposed(double[] x) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        x[i] -= rows[j][i] * x[j];
      }
      x[i] /= rows[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = i + 1; j < n; j++) {
        x[i] -= rows[j][i] * x[j];
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      swap(x, k);
    }
  }

  private void swap(double[] x, int k) {
    double here = x[k];
    x[k] = x[swapped[k]];
    x[swapped[k]] = here;
  }
}
