package dev.merapi.tensor.internal.ode;

import java.util.Arrays;

/**
 * A step of the singly diagonally implicit method: stage by stage kᵢ = f(y + h Σ aᵢⱼ kⱼ + hγ kᵢ) by
 * Newton's method with the Jacobian matrix J at the beginning of the step. Back, each stage is the
 * linear equation (I − hγ Jᵢᵀ) k̄ = g with the Jacobian matrix of that stage, so that the adjoint
 * is that of the step and not an approximation.
 */
final class ImplicitStep implements Step {
  private static final Tableau TABLEAU = Tableau.SDIRK4;
  private static final int ITERATIONS = 12;
  private static final double CLOSE = 1e-3;

  private final Slope slope;
  private final Accuracy accuracy;
  private final double[][] k;
  private final double[][] later;
  private final double[][] jacobian;
  private final Lu lu;
  private final double[] first;
  private final double[] base;
  private final double[] stage;
  private final double[] work;
  private final double[] unit;

  ImplicitStep(Slope slope, Accuracy accuracy, int n) {
    this.slope = slope;
    this.accuracy = accuracy;
    this.k = new double[TABLEAU.stages()][n];
    this.later = new double[TABLEAU.stages()][n];
    this.jacobian = new double[n][n];
    this.lu = new Lu(n);
    this.first = new double[n];
    this.base = new double[n];
    this.stage = new double[n];
    this.work = new double[n];
    this.unit = new double[n];
  }

  @Override
  public void begin(double t, double[] y) {
    slope.at(t, y, first);
    System.arraycopy(first, 0, k[0], 0, first.length);
    slope.jacobian(t, y, unit, jacobian);
  }

  @Override
  public double attempt(double t, double h, double[] y, double[] next) {
    double part = h * TABLEAU.diagonal();
    if (!lu.factorise(jacobian, part)) {
      return Double.NaN;
    }
    for (int i = 0; i < TABLEAU.stages(); i++) {
      TABLEAU.before(i, h, y, k, base);
      System.arraycopy(i == 0 ? first : k[i - 1], 0, k[i], 0, base.length);
      if (!solve(t + TABLEAU.c()[i] * h, part, y, k[i])) {
        return Double.NaN;
      }
    }
    TABLEAU.after(h, y, k, next);
    TABLEAU.error(h, k, work);
    lu.solve(work);
    return accuracy.norm(work, y, next);
  }

  /** k = f(t, base + part · k), from a guess of k. */
  private boolean solve(double t, double part, double[] y, double[] guess) {
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      System.arraycopy(base, 0, stage, 0, base.length);
      Tableau.add(part, guess, stage);
      slope.at(t, stage, work);
      Tableau.add(-1, guess, work);
      lu.solve(work);
      Tableau.add(1, work, guess);
      for (int i = 0; i < work.length; i++) {
        work[i] *= part;
      }
      double moved = accuracy.norm(work, y, stage);
      if (!(moved < Double.POSITIVE_INFINITY)) {
        return false;
      }
      if (moved < CLOSE) {
        return true;
      }
    }
    return false;
  }

  /** The method is stiffly accurate: the last stage is the new state, and its slope is known. */
  @Override
  public void accept(double t, double[] next) {
    System.arraycopy(k[k.length - 1], 0, first, 0, first.length);
    slope.jacobian(t, next, unit, jacobian);
  }

  @Override
  public double[][] slopes() {
    return k;
  }

  @Override
  public void back(double t, double h, double[] y, double[][] slopes, double[] lambda) {
    double part = h * TABLEAU.diagonal();
    for (int i = TABLEAU.stages() - 1; i >= 0; i--) {
      double time = t + TABLEAU.c()[i] * h;
      TABLEAU.back(i, h, lambda, later, work);
      TABLEAU.before(i, h, y, slopes, stage);
      Tableau.add(part, slopes[i], stage);
      slope.jacobian(time, stage, unit, jacobian);
      if (lu.factorise(jacobian, part)) {
        lu.solveTransposed(work);
      } else {
        Arrays.fill(work, Double.NaN);
      }
      slope.toAll(time, stage, work, later[i]);
    }
    for (double[] stageSensitivity : later) {
      Tableau.add(1, stageSensitivity, lambda);
    }
  }
}
