package dev.merapi.tensor.internal.matrix;

import dev.merapi.tensor.internal.kernel.DotKernel;
import java.util.Arrays;

/**
 * The reduced QR factors of an m × n matrix, {@code k = min(m, n)}: {@code A = Q·R} with Q m × k,
 * orthonormal columns, and R k × n, upper triangular with a diagonal that is not negative; both are
 * unique if A has full rank. By Householder reflections, column after column; a column of zeros is
 * passed over and leaves a zero on the diagonal. NaN stays NaN.
 *
 * <p>Source: G. H. Golub and C. F. Van Loan, "Matrix Computations", 4th edition, algorithms 5.1.1
 * (the reflection), 5.2.1 (the factors) and section 5.1.6 (backward accumulation of Q).
 */
public final class QrKernel {
  private QrKernel() {}

  /** Doubles of scratch memory. */
  public static int workspace(int m, int n) {
    return m * n + m + 2 * n + GemvTransposedKernel.workspace(n);
  }

  /** Factors the row-major m × n matrix at {@code a[ao]} into {@code q[qo]} and {@code r[ro]}. */
  public static void apply(
      double[] a, int ao, double[] q, int qo, double[] r, int ro, int m, int n, double[] work) {
    int k = Math.min(m, n);
    int v = m * n;
    int scales = v + m;
    System.arraycopy(a, ao, work, 0, m * n);
    for (int j = 0; j < k; j++) {
      work[scales + j] = reflection(work, j, m, n, v);
      reflect(work, j * n + j + 1, n, v, work[scales + j], m - j, n - j - 1, work, scales + n);
    }
    Arrays.fill(q, qo, qo + m * k, 0);
    for (int j = k - 1; j >= 0; j--) {
      for (int i = j; i < m; i++) {
        work[v + i - j] = i == j ? 1 : work[i * n + j];
      }
      q[qo + j * k + j] = 1;
      reflect(q, qo + j * k + j, k, v, work[scales + j], m - j, k - j, work, scales + n);
    }
    signs(work, q, qo, r, ro, m, n);
  }

  /**
   * The reflection {@code I − τ·v·vᵀ}, {@code v_0 = 1}, that turns column j from its diagonal down
   * into a multiple of the first unit vector. Leaves that multiple on the diagonal, the rest of v
   * below it and all of v in scratch, and returns τ.
   */
  private static double reflection(double[] work, int j, int m, int n, int v) {
    int length = m - j;
    double scale = 0;
    for (int i = 0; i < length; i++) {
      double x = work[(j + i) * n + j];
      work[v + i] = x;
      scale = Math.max(scale, Math.abs(x));
    }
    if (scale == 0) {
      work[v] = 1;
      return 0;
    }
    for (int i = 0; i < length; i++) {
      work[v + i] /= scale;
    }
    double rest = DotKernel.dot(work, v + 1, work, v + 1, length - 1);
    double first = work[v];
    if (rest == 0) {
      work[v] = 1;
      return 0;
    }
    double norm = Math.sqrt(Math.fma(first, first, rest));
    // The sum that does not cancel: v_0 = x_0 + sign(x_0)·‖x‖, and x becomes −sign(x_0)·‖x‖·e_0.
    double image = first > 0 ? -norm : norm;
    double pivot = first - image;
    for (int i = 1; i < length; i++) {
      work[v + i] /= pivot;
      work[(j + i) * n + j] = work[v + i];
    }
    work[v] = 1;
    work[j * n + j] = image * scale;
    return -pivot / image;
  }

  /** {@code X −= τ·v·(Xᵀ·v)ᵀ} on a block of X, row by row. */
  private static void reflect(
      double[] x, int xo, int ldx, int v, double tau, int rows, int columns, double[] work, int w) {
    if (tau == 0 || columns == 0) {
      return;
    }
    GemvTransposedKernel.apply(x, xo, ldx, work, v, work, w, rows, columns, work, w + columns);
    for (int i = 0; i < rows; i++) {
      double factor = -tau * work[v + i];
      int row = xo + i * ldx;
      for (int j = 0; j < columns; j++) {
        x[row + j] = Math.fma(factor, work[w + j], x[row + j]);
      }
    }
  }

  /** Copies the upper triangle to R and turns the signs of rows of R and columns of Q. */
  private static void signs(double[] work, double[] q, int qo, double[] r, int ro, int m, int n) {
    int k = Math.min(m, n);
    for (int j = 0; j < k; j++) {
      double sign = work[j * n + j] < 0 ? -1 : 1;
      Arrays.fill(r, ro + j * n, ro + j * n + j, 0);
      for (int i = j; i < n; i++) {
        r[ro + j * n + i] = sign * work[j * n + i];
      }
      for (int i = 0; i < m; i++) {
        q[qo + i * k + j] *= sign;
      }
    }
  }
}
