package dev.merapi.tensor.internal.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;

/** Row-major matrices for tests, and the plain loops that blocked kernels are compared with. */
final class Matrices {
  private Matrices() {}

  /** {@code n} numbers in (−1, 1), among them exact zeros and numbers of very different size. */
  static double[] numbers(Key key, int n) {
    double[] x = new double[n];
    Draws.uniform(key, x, 0, n);
    for (int i = 0; i < n; i++) {
      double u = 2 * x[i] - 1;
      long kind = Draws.integer(key.fold(i), 12);
      x[i] = kind == 0 ? 0 : kind == 1 ? u * 1e9 : u;
    }
    return x;
  }

  /** Numbers in (−1, 1), for problems that must be well conditioned. */
  static double[] uniform(Key key, int n) {
    double[] x = new double[n];
    Draws.uniform(key, x, 0, n);
    for (int i = 0; i < n; i++) {
      x[i] = 2 * x[i] - 1;
    }
    return x;
  }

  static double[] transpose(double[] a, int rows, int columns) {
    double[] t = new double[a.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        t[j * rows + i] = a[i * columns + j];
      }
    }
    return t;
  }

  /** {@code A·B} for m × k and k × n. */
  static double[] product(double[] a, double[] b, int m, int n, int k) {
    double[] c = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int p = 0; p < k; p++) {
          c[i * n + j] = Math.fma(a[i * k + p], b[p * n + j], c[i * n + j]);
        }
      }
    }
    return c;
  }

  /** A symmetric matrix with eigenvalues in about (n/8, n). */
  static double[] positiveDefinite(Key key, int n) {
    double[] x = uniform(key, n * n);
    double[] a = product(x, transpose(x, n, n), n, n, n);
    for (int i = 0; i < n; i++) {
      a[i * n + i] += n / 8.0 + 0.1;
    }
    return a;
  }

  static void assertClose(double[] expected, double[] actual, double tolerance) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance, "element " + i);
    }
  }
}
