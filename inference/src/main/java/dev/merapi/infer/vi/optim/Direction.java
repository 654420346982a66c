package dev.merapi.infer.vi.optim;

/** The first numbers of a direction, and of a position that moves against it. */
final class Direction {
  private Direction() {}

  /** x ← −x. */
  static void negate(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = -x[i];
    }
  }

  /** x ← x − rate · direction. */
  static void subtract(double[] x, double rate, double[] direction, int n) {
    for (int i = 0; i < n; i++) {
      x[i] -= rate * direction[i];
    }
  }
}
