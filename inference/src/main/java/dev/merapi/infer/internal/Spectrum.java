package dev.merapi.infer.internal;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, A = Σ λₖ uₖ uₖᵀ, by Jacobi's rotations:
 * each makes one pair of entries off the diagonal zero; sweeps over all pairs converge
 * quadratically.
 *
 * <p>Source: Golub and Van Loan, "Matrix Computations" (2013), section 8.5.
 *
 * @param values λ
 * @param vectors the uₖ as rows
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the library
public record Spectrum(double[] values, double[][] vectors) {
  private static final int MOST_SWEEPS = 60;
  private static final double NEGLIGIBLE = 1e-28;

  /** Of the symmetric {@code a}, which is overwritten. */
  public static Spectrum of(double[][] a) {
    int n = a.length;
    double[][] u = new double[n][n];
    double total = 0;
    for (int i = 0; i < n; i++) {
      u[i][i] = 1;
      for (int j = 0; j < n; j++) {
        total += a[i][j] * a[i][j];
      }
    }
    for (int sweep = 0; sweep < MOST_SWEEPS && off(a) > NEGLIGIBLE * total; sweep++) {
      for (int p = 0; p < n - 1; p++) {
        for (int q = p + 1; q < n; q++) {
          if (a[p][q] != 0) {
            rotate(a, u, p, q);
          }
        }
      }
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = a[i][i];
    }
    return new Spectrum(values, u);
  }

  /** The squares off the diagonal, on one side of it. */
  private static double off(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += a[i][j] * a[i][j];
      }
    }
    return sum;
  }

  /** t is the smaller root of t² + 2θt − 1 = 0, so the angle is at most π/4. */
  private static void rotate(double[][] a, double[][] u, int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = 1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    t = theta < 0 ? -t : t;
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    turn(a[p], a[q], c, s);
    for (double[] row : a) {
      double x = row[p];
      double y = row[q];
      row[p] = c * x - s * y;
      row[q] = s * x + c * y;
    }
    a[p][q] = 0;
    a[q][p] = 0;
    turn(u[p], u[q], c, s);
  }

  private static void turn(double[] first, double[] second, double c, double s) {
    for (int k = 0; k < first.length; k++) {
      double x = first[k];
      double y = second[k];
      first[k] = c * x - s * y;
      second[k] = s * x + c * y;
    }
  }
}
