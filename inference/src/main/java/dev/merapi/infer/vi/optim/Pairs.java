package dev.merapi.infer.vi.optim;

/** The last steps and differences of gradients, and the inverse Hessian that they make. */
final class Pairs {
  private final double[][] steps;
  private final double[][] slopes;
  private final double[] weights;
  private final double[] share;
  private int first;
  private int size;

  Pairs(int memory, int n) {
    this.steps = new double[memory][n];
    this.slopes = new double[memory][n];
    this.weights = new double[memory];
    this.share = new double[memory];
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void clear() {
    first = 0;
    size = 0;
  }

  /** Notes a step, if the function curves upwards along it. */
  void add(double[] x, double[] nextX, double[] g, double[] nextG) {
    int at = size < steps.length ? (first + size) % steps.length : first;
    for (int i = 0; i < x.length; i++) {
      steps[at][i] = nextX[i] - x[i];
      slopes[at][i] = nextG[i] - g[i];
    }
    double curve = dot(steps[at], slopes[at]);
    if (!(curve > 1e-10 * Math.sqrt(dot(steps[at], steps[at]) * dot(slopes[at], slopes[at])))) {
      clear();
      return;
    }
    weights[at] = 1 / curve;
    if (size < steps.length) {
      size++;
    } else {
      first = (first + 1) % steps.length;
    }
  }

  /** −H g. */
  void direction(double[] g, double[] direction) {
    System.arraycopy(g, 0, direction, 0, g.length);
    for (int k = size - 1; k >= 0; k--) {
      int at = (first + k) % steps.length;
      share[at] = weights[at] * dot(steps[at], direction);
      add(direction, -share[at], slopes[at]);
    }
    if (size > 0) {
      int last = (first + size - 1) % steps.length;
      double scale = 1 / (weights[last] * dot(slopes[last], slopes[last]));
      for (int i = 0; i < direction.length; i++) {
        direction[i] *= scale;
      }
    }
    for (int k = 0; k < size; k++) {
      int at = (first + k) % steps.length;
      double back = weights[at] * dot(slopes[at], direction);
      add(direction, share[at] - back, steps[at]);
    }
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -direction[i];
    }
  }

  private static void add(double[] sum, double factor, double[] part) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * part[i];
    }
  }
}
