package dev.merapi.tensor.internal.ode;

import java.util.Arrays;

/**
 * The numbers of a Runge–Kutta method of s stages: kᵢ = f(t + cᵢh, y + h Σⱼ aᵢⱼ kⱼ), y′ = y + h Σ
 * bᵢ kᵢ. The matrix a is strictly lower triangular where the method is explicit; zeros at the ends
 * of rows are left out.
 *
 * @param a the matrix
 * @param b the weights
 * @param c the nodes
 * @param error the weights of an estimate of the error
 * @param order the least step has an error of this power of its length
 */
@SuppressWarnings("ArrayRecordComponent") // constants, only read
record Tableau(double[][] a, double[] b, double[] c, double[] error, int order) {
  /**
   * Order 5 with an embedded one of order 4; the last stage is the first of the next step. Source:
   * Dormand and Prince, "A family of embedded Runge–Kutta formulae" (1980).
   */
  static final Tableau DORMAND_PRINCE =
      new Tableau(
          new double[][] {
            {},
            {1 / 5.0},
            {3 / 40.0, 9 / 40.0},
            {44 / 45.0, -56 / 15.0, 32 / 9.0},
            {19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0},
            {9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0},
            {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0}
          },
          new double[] {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0, 0},
          new double[] {0, 1 / 5.0, 3 / 10.0, 4 / 5.0, 8 / 9.0, 1, 1},
          new double[] {
            71 / 57600.0, 0, -71 / 16695.0, 71 / 1920.0, -17253 / 339200.0, 22 / 525.0, -1 / 40.0
          },
          5);

  private static final double ROOT = Math.sqrt(6);

  /**
   * Radau IIA of order 5: collocation at three points of which the last is the end, L-stable. The
   * estimate of the error weighs y-increments and not slopes. Source: Hairer and Wanner, "Solving
   * Ordinary Differential Equations II" (1996), sections IV.5, table 5.6, and IV.8.
   */
  static final Tableau RADAU =
      new Tableau(
          new double[][] {
            {(88 - 7 * ROOT) / 360, (296 - 169 * ROOT) / 1800, (-2 + 3 * ROOT) / 225},
            {(296 + 169 * ROOT) / 1800, (88 + 7 * ROOT) / 360, (-2 - 3 * ROOT) / 225},
            {(16 - ROOT) / 36, (16 + ROOT) / 36, 1 / 9.0}
          },
          new double[] {(16 - ROOT) / 36, (16 + ROOT) / 36, 1 / 9.0},
          new double[] {(4 - ROOT) / 10, (4 + ROOT) / 10, 1},
          new double[] {-(13 + 7 * ROOT) / 3, (-13 + 7 * ROOT) / 3, -1 / 3.0},
          4);

  /** The number of stages. */
  int stages() {
    return b.length;
  }

  /** y + h Σ aᵢⱼ kⱼ. */
  void stage(int i, double h, double[] y, double[][] k, double[] out) {
    System.arraycopy(y, 0, out, 0, y.length);
    for (int j = 0; j < a[i].length; j++) {
      add(h * a[i][j], k[j], out);
    }
  }

  /** h Σ eᵢ kᵢ. */
  void error(double h, double[][] k, double[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < error.length; i++) {
      add(h * error[i], k[i], out);
    }
  }

  /** The sensitivity to kᵢ by way of the new state and of the later stages: h (bᵢ λ + Σ aⱼᵢ vⱼ). */
  void back(int i, double h, double[] lambda, double[][] later, double[] out) {
    Arrays.fill(out, 0);
    add(h * b[i], lambda, out);
    for (int j = i + 1; j < a.length; j++) {
      add(h * a[j][i], later[j], out);
    }
  }

  static void add(double factor, double[] x, double[] out) {
    if (factor != 0) {
      for (int i = 0; i < out.length; i++) {
        out[i] += factor * x[i];
      }
    }
  }
}
