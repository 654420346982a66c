package dev.merapi.tensor.internal.ode;

import java.util.Arrays;

/**
 * A step of Radau's method: the slopes of its stages solve kᵢ = f(y + h Σ aᵢⱼ kⱼ) together, by
 * Newton's method with the matrix δᵢⱼ I − h aᵢⱼ J and the Jacobian matrix J at the beginning of the
 * step. Back, the same equations with the Jacobian matrix of each stage are solved transposed, so
 * that the adjoint is that of the step and not an approximation.
 */
final class ImplicitStep implements Step {
  private static final Tableau TABLEAU = Tableau.RADAU;
  private static final int STAGES = TABLEAU.stages();
  private static final int ITERATIONS = 12;
  private static final double CLOSE = 1e-3;

  /** The real eigenvalue of the inverse of a. */
  private static final double EIGENVALUE = 30 / (6 + Math.cbrt(81) - Math.cbrt(9));

  private final Slope slope;
  private final Accuracy accuracy;
  private final int n;
  private final double[][] k;
  private final double[][] stageSensitivities;
  private final double[][][] jacobians;
  private final Lu stages;
  private final Lu one;
  private final double[] first;
  private final double[] stage;
  private final double[] all;
  private final double[] work;
  private final double[] unit;

  ImplicitStep(Slope slope, Accuracy accuracy, int n) {
    this.slope = slope;
    this.accuracy = accuracy;
    this.n = n;
    this.k = new double[STAGES][n];
    this.stageSensitivities = new double[STAGES][n];
    this.jacobians = new double[STAGES][n][n];
    this.stages = new Lu(STAGES * n);
    this.one = new Lu(n);
    this.first = new double[n];
    this.stage = new double[n];
    this.all = new double[STAGES * n];
    this.work = new double[n];
    this.unit = new double[n];
  }

  @Override
  public void begin(double t, double[] y) {
    slope.at(t, y, first);
    System.arraycopy(first, 0, k[0], 0, n);
    jacobian(t, y);
  }

  /** The same for all stages. */
  private void jacobian(double t, double[] y) {
    slope.jacobian(t, y, unit, jacobians[0]);
    for (int i = 1; i < STAGES; i++) {
      for (int row = 0; row < n; row++) {
        System.arraycopy(jacobians[0][row], 0, jacobians[i][row], 0, n);
      }
    }
  }

  @Override
  public double attempt(double t, double h, double[] y, double[] next) {
    if (!factorise(h)) {
      return Double.NaN;
    }
    double[][] matrix = one.matrix();
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        matrix[row][column] = (row == column ? EIGENVALUE : 0) - h * jacobians[0][row][column];
      }
    }
    if (!one.factorise() || !solve(t, h, y)) {
      return Double.NaN;
    }
    TABLEAU.stage(STAGES - 1, h, y, k, next);
    double error = error(h, first, y, next);
    if (error > 1) {
      // What dies out at once is overrated; the slope beside the error does not see it.
      System.arraycopy(y, 0, stage, 0, n);
      Tableau.add(1, work, stage);
      slope.at(t, stage, unit);
      error = error(h, unit, y, next);
      Arrays.fill(unit, 0);
    }
    return error;
  }

  /** (γ I − hJ)⁻¹ (h slope + Σ eᵢ zᵢ) with the increments zᵢ of the stages, left in the work. */
  private double error(double h, double[] slopeThere, double[] y, double[] next) {
    Arrays.fill(work, 0);
    Tableau.add(h, slopeThere, work);
    for (int i = 0; i < STAGES; i++) {
      for (int j = 0; j < STAGES; j++) {
        Tableau.add(TABLEAU.error()[i] * h * TABLEAU.a()[i][j], k[j], work);
      }
    }
    one.solve(work);
    return accuracy.norm(work, y, next);
  }

  /** The matrix of all stages, δᵢⱼ I − h aᵢⱼ Jᵢ. */
  private boolean factorise(double h) {
    double[][] matrix = stages.matrix();
    for (int i = 0; i < STAGES; i++) {
      for (int row = 0; row < n; row++) {
        for (int j = 0; j < STAGES; j++) {
          double factor = h * TABLEAU.a()[i][j];
          for (int column = 0; column < n; column++) {
            matrix[i * n + row][j * n + column] =
                (i == j && row == column ? 1 : 0) - factor * jacobians[i][row][column];
          }
        }
      }
    }
    return stages.factorise();
  }

  /** The slopes of the stages, from that of the beginning as a guess. */
  private boolean solve(double t, double h, double[] y) {
    for (double[] guess : k) {
      System.arraycopy(first, 0, guess, 0, n);
    }
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      for (int i = 0; i < STAGES; i++) {
        TABLEAU.stage(i, h, y, k, stage);
        slope.at(t + TABLEAU.c()[i] * h, stage, work);
        Tableau.add(-1, k[i], work);
        System.arraycopy(work, 0, all, i * n, n);
      }
      stages.solve(all);
      double moved = 0;
      for (int i = 0; i < STAGES; i++) {
        System.arraycopy(all, i * n, work, 0, n);
        Tableau.add(1, work, k[i]);
        for (int row = 0; row < n; row++) {
          work[row] *= h;
        }
        moved = Math.max(moved, accuracy.norm(work, y, y));
      }
      if (!(moved < Double.POSITIVE_INFINITY)) {
        return false;
      }
      if (moved < CLOSE) {
        return true;
      }
    }
    return false;
  }

  /** The last stage is the new state, and its slope is known. */
  @Override
  public void accept(double t, double[] next) {
    System.arraycopy(k[STAGES - 1], 0, first, 0, n);
    jacobian(t, next);
  }

  @Override
  public double[][] slopes() {
    return k;
  }

  @Override
  public void back(double t, double h, double[] y, double[][] slopes, double[] lambda) {
    for (int i = 0; i < STAGES; i++) {
      TABLEAU.stage(i, h, y, slopes, stage);
      slope.jacobian(t + TABLEAU.c()[i] * h, stage, unit, jacobians[i]);
      for (int row = 0; row < n; row++) {
        all[i * n + row] = h * TABLEAU.b()[i] * lambda[row];
      }
    }
    if (factorise(h)) {
      stages.solveTransposed(all);
    } else {
      Arrays.fill(all, Double.NaN);
    }
    for (int i = 0; i < STAGES; i++) {
      TABLEAU.stage(i, h, y, slopes, stage);
      System.arraycopy(all, i * n, work, 0, n);
      slope.toAll(t + TABLEAU.c()[i] * h, stage, work, stageSensitivities[i]);
    }
    for (double[] sensitivity : stageSensitivities) {
      Tableau.add(1, sensitivity, lambda);
    }
  }
}
