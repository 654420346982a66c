package dev.merapi.tensor.internal.kernel;

/**
 * Arithmetic between arrays and numbers, element by element, for {@code 0 <= i < n}. IEEE rounding,
 * fused where it says fma.
 *
 * <p>Plain loops on purpose: C2 turns these into vectors by itself, as fast as the Vector API does
 * and with no warm-up to pay. Output ranges are equal to or disjoint from input ranges.
 */
public final class ArithmeticKernel {
  private ArithmeticKernel() {}

  /** z = x + y. */
  public static void add(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] + y[yo + i];
    }
  }

  /** z = x + c. */
  public static void add(double[] x, int xo, double c, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] + c;
    }
  }

  /** z = x - y. */
  public static void subtract(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] - y[yo + i];
    }
  }

  /** z = c - x. */
  public static void subtract(double c, double[] x, int xo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = c - x[xo + i];
    }
  }

  /** z = x y. */
  public static void multiply(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] * y[yo + i];
    }
  }

  /** z = c x. */
  public static void multiply(double[] x, int xo, double c, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] * c;
    }
  }

  /** z = x / y. */
  public static void divide(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] / y[yo + i];
    }
  }

  /** z = x / c. */
  public static void divide(double[] x, int xo, double c, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] / c;
    }
  }

  /** z = c / x. */
  public static void divide(double c, double[] x, int xo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = c / x[xo + i];
    }
  }

  /** z = -x. */
  public static void negate(double[] x, int xo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = -x[xo + i];
    }
  }

  /** z = x y + z, rounded once. */
  public static void fma(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.fma(x[xo + i], y[yo + i], z[zo + i]);
    }
  }

  /** z = a x + z, rounded once. */
  public static void axpy(double a, double[] x, int xo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.fma(a, x[xo + i], z[zo + i]);
    }
  }

  /** z = scale x + shift, rounded once. */
  public static void affine(
      double[] x, int xo, double scale, double shift, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.fma(x[xo + i], scale, shift);
    }
  }

  /** z = where condition is not 0 then x else y. */
  public static void where(
      double[] condition,
      int co,
      double[] x,
      int xo,
      double[] y,
      int yo,
      double[] z,
      int zo,
      int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = condition[co + i] != 0.0 ? x[xo + i] : y[yo + i];
    }
  }
}
