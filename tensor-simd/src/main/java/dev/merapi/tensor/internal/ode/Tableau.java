package dev.merapi.tensor.internal.ode;

import java.util.Arrays;

/**
 * The numbers of a Runge–Kutta method of s stages: kᵢ = f(t + cᵢh, y + h Σⱼ aᵢⱼ kⱼ), y′ = y + h Σ
 * bᵢ kᵢ, with the estimate h Σ eᵢ kᵢ of its error. The matrix a is strictly lower triangular, but
 * for one number γ along its diagonal.
 *
 * @param a the part below the diagonal
 * @param diagonal γ; 0 of an explicit method
 * @param b the weights
 * @param error the differences e from the weights of the embedded method
 * @param c the nodes
 * @param order of the embedded method, plus 1
 */
@SuppressWarnings("ArrayRecordComponent") // constants, only read
record Tableau(double[][] a, double diagonal, double[] b, double[] error, double[] c, int order) {
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
          0,
          new double[] {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0, 0},
          new double[] {
            71 / 57600.0, 0, -71 / 16695.0, 71 / 1920.0, -17253 / 339200.0, 22 / 525.0, -1 / 40.0
          },
          new double[] {0, 1 / 5.0, 3 / 10.0, 4 / 5.0, 8 / 9.0, 1, 1},
          5);

  /**
   * Order 4 with an embedded one of order 3, singly diagonally implicit, stiffly accurate and
   * L-stable. Source: Hairer and Wanner, "Solving Ordinary Differential Equations II" (1996),
   * section IV.6, table 6.5.
   */
  static final Tableau SDIRK4 =
      new Tableau(
          new double[][] {
            {},
            {1 / 2.0},
            {17 / 50.0, -1 / 25.0},
            {371 / 1360.0, -137 / 2720.0, 15 / 544.0},
            {25 / 24.0, -49 / 48.0, 125 / 16.0, -85 / 12.0}
          },
          1 / 4.0,
          new double[] {25 / 24.0, -49 / 48.0, 125 / 16.0, -85 / 12.0, 1 / 4.0},
          new double[] {
            25 / 24.0 - 59 / 48.0, -49 / 48.0 + 17 / 96.0, 125 / 16.0 - 225 / 32.0, 0, 1 / 4.0
          },
          new double[] {1 / 4.0, 3 / 4.0, 11 / 20.0, 1 / 2.0, 1},
          4);

  /** The number of stages. */
  int stages() {
    return b.length;
  }

  /** y + h Σ aᵢⱼ kⱼ over the stages before stage i. */
  void before(int i, double h, double[] y, double[][] k, double[] out) {
    System.arraycopy(y, 0, out, 0, y.length);
    for (int j = 0; j < i; j++) {
      add(h * a[i][j], k[j], out);
    }
  }

  /** y + h Σ bᵢ kᵢ. */
  void after(double h, double[] y, double[][] k, double[] out) {
    System.arraycopy(y, 0, out, 0, y.length);
    for (int i = 0; i < b.length; i++) {
      add(h * b[i], k[i], out);
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
