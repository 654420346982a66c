package dev.merapi.tensor.kernel;

/**
 * Comparisons, element by element: 1 where they hold and 0 where not, for {@code 0 <= i < n}.
 * Exact; NaN compares as in IEEE 754: it equals nothing, itself included.
 */
public final class CompareKernel {
  private CompareKernel() {}

  /** z = (x == y). */
  public static void equal(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] == y[yo + i] ? 1.0 : 0.0;
    }
  }

  /** z = 1 where x &lt; y, otherwise 0. */
  public static void less(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] < y[yo + i] ? 1.0 : 0.0;
    }
  }

  /** z = 1 where x &le; y, otherwise 0. */
  public static void lessOrEqual(
      double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] <= y[yo + i] ? 1.0 : 0.0;
    }
  }
}
