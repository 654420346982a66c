package dev.merapi.infer.internal;

/** Sums over coordinates, from the first to the last. */
public final class Vectors {
  private Vectors() {}

  /** a · b. */
  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** y ← y + c x. */
  public static void add(double c, double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] += c * x[i];
    }
  }
}
