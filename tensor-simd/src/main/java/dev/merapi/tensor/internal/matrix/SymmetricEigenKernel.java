package dev.merapi.tensor.internal.matrix;

import java.util.Arrays;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix: {@code A = V·diag(w)·Vᵀ}, w ascending,
 * columns of V orthonormal, in each the element of greatest size (the first of equals) positive.
 * Only the lower triangle of A is read. A matrix with an element that is not finite gives NaN
 * throughout.
 *
 * <p>By cyclic Jacobi rotations, which find the small eigenvalues of a positive definite matrix to
 * high relative accuracy where only the scale of its rows makes them small; six to ten sweeps of n³
 * multiplications. A rotation is skipped when the element off the diagonal is lost in a sum with
 * either of its diagonal elements. Source: G. H. Golub and C. F. Van Loan, "Matrix Computations",
 * 4th edition, section 8.5.2, algorithm 8.4.1 and equation 8.5.3.
 */
public final class SymmetricEigenKernel {
  /** Convergence is quadratic: a matrix that needs more sweeps than this is not known. */
  private static final int SWEEPS = 60;

  private SymmetricEigenKernel() {}

  /** Doubles of scratch memory: the rotated matrix and the transposed eigenvectors. */
  public static int workspace(int n) {
    return 2 * n * n;
  }

  /**
   * Eigenvalues of the n × n matrix at {@code a[ao]} into {@code w[wo]}, vectors into {@code
   * v[vo]}.
   */
  public static void apply(
      double[] a, int ao, double[] w, int wo, double[] v, int vo, int n, double[] work) {
    int u = n * n;
    boolean finite = true;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double x = a[ao + i * n + j];
        finite &= Math.abs(x) < Double.POSITIVE_INFINITY;
        work[i * n + j] = x;
        work[j * n + i] = x;
      }
      Arrays.fill(work, u + i * n, u + i * n + n, 0);
      work[u + i * n + i] = 1;
    }
    if (!finite) {
      Arrays.fill(w, wo, wo + n, Double.NaN);
      Arrays.fill(v, vo, vo + n * n, Double.NaN);
      return;
    }
    int sweeps = 0;
    while (sweeps < SWEEPS && sweep(work, u, n)) {
      sweeps++;
    }
    sort(work, u, w, wo, v, vo, n);
  }

  /** One rotation for each pair of indices; false if none was needed. */
  private static boolean sweep(double[] work, int u, int n) {
    boolean rotated = false;
    for (int p = 0; p < n - 1; p++) {
      for (int q = p + 1; q < n; q++) {
        double off = work[p * n + q];
        double pp = work[p * n + p];
        double qq = work[q * n + q];
        double size = Math.abs(off);
        if (Math.abs(pp) + size == Math.abs(pp) && Math.abs(qq) + size == Math.abs(qq)) {
          work[p * n + q] = 0;
          work[q * n + p] = 0;
        } else {
          rotate(work, u, n, p, q, off, pp, qq);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  /** The rotation by the smaller angle that makes element (p, q) vanish. */
  private static void rotate(
      double[] work, int u, int n, int p, int q, double off, double pp, double qq) {
    double theta = (qq - pp) / (2 * off);
    double root = Math.sqrt(Math.fma(theta, theta, 1));
    // tan φ = 1/(θ ± √(θ² + 1)), and 0 where θ² overflows: the element vanishes all the same.
    double t = 1 / (theta >= 0 ? theta + root : theta - root);
    double c = 1 / Math.sqrt(Math.fma(t, t, 1));
    double s = t * c;
    turn(work, p * n, q * n, n, c, s);
    for (int i = 0; i < n; i++) {
      work[i * n + p] = work[p * n + i];
      work[i * n + q] = work[q * n + i];
    }
    work[p * n + p] = Math.fma(-t, off, pp);
    work[q * n + q] = Math.fma(t, off, qq);
    work[p * n + q] = 0;
    work[q * n + p] = 0;
    turn(work, u + p * n, u + q * n, n, c, s);
  }

  /** Rows {@code x ← c·x − s·y}, {@code y ← s·x + c·y}. */
  private static void turn(double[] a, int xo, int yo, int n, double c, double s) {
    for (int i = 0; i < n; i++) {
      double x = a[xo + i];
      double y = a[yo + i];
      a[xo + i] = Math.fma(-s, y, c * x);
      a[yo + i] = Math.fma(s, x, c * y);
    }
  }

  /** Selects the eigenvalues in ascending order; row j of the rotations is an eigenvector. */
  private static void sort(double[] work, int u, double[] w, int wo, double[] v, int vo, int n) {
    for (int j = 0; j < n; j++) {
      int least = -1;
      for (int i = 0; i < n; i++) {
        double value = work[i * n + i];
        if (!Double.isNaN(value) && (least < 0 || value < work[least * n + least])) {
          least = i;
        }
      }
      w[wo + j] = work[least * n + least];
      work[least * n + least] = Double.NaN;
      double greatest = 0;
      for (int i = 0; i < n; i++) {
        double x = work[u + least * n + i];
        greatest = Math.abs(x) > Math.abs(greatest) ? x : greatest;
      }
      for (int i = 0; i < n; i++) {
        double x = work[u + least * n + i];
        v[vo + i * n + j] = greatest < 0 ? -x : x;
      }
    }
  }
}
