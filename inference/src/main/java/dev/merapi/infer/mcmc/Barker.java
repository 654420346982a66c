package dev.merapi.infer.mcmc;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.random.Draws;
import java.util.Arrays;

/**
 * Barker's proposal: in coordinates u with x = L u and M⁻¹ = L Lᵀ, each coordinate moves by wᵢ = ±
 * ε z with z ~ Normal(0, 1), the sign being that of z with probability 1/(1 + exp(−ε z gᵢ)), where
 * g = Lᵀ ∇ ln p. It is accepted with probability min(1, p(x′)/p(x) Π (1 + exp(−wᵢ gᵢ))/(1 + exp(wᵢ
 * gᵢ′))). It bears a step that is too long, where Langevin's proposal does not.
 *
 * <p>Source: Livingstone and Zanella, "The Barker proposal: combining robustness and efficiency in
 * gradient-based MCMC" (2022), algorithm 2.
 */
final class Barker implements Tunable {
  private static final long PROPOSAL = 0;
  private static final long SIGN = 1;
  private static final long ACCEPT = 2;

  private final Potential potential;
  private final Tuning tuning;
  private final double[][] columns;
  private final double[] move;
  private final double[] uniform;
  private final double[] proposal;
  private final double[] gradient;
  private final double[] slopes;

  Barker(Potential potential, Tuning tuning) {
    int n = potential.dimension();
    this.potential = potential;
    this.tuning = tuning.of(potential);
    this.columns = columns(tuning.metric(), n);
    this.move = new double[n];
    this.uniform = new double[n];
    this.proposal = new double[n];
    this.gradient = new double[n];
    this.slopes = new double[n];
  }

  /** The columns of L; of a diagonal metric one row with the diagonal. */
  private static double[][] columns(Metric metric, int n) {
    if (metric instanceof DiagonalMetric || metric instanceof UnitMetric) {
      double[] diagonal = new double[n];
      Arrays.fill(diagonal, 1);
      metric.displacement(diagonal, diagonal);
      return new double[][] {diagonal};
    }
    double[][] columns = new double[n][n];
    for (int i = 0; i < n; i++) {
      double[] unit = new double[n];
      unit[i] = 1;
      metric.displacement(unit, columns[i]);
    }
    return columns;
  }

  /** Lᵀ g. */
  private void turn(double[] g) {
    for (int i = 0; i < g.length; i++) {
      if (columns.length < g.length || g.length == 1) {
        slopes[i] = columns[0][i] * g[i];
      } else {
        slopes[i] = 0;
        for (int j = 0; j < g.length; j++) {
          slopes[i] += columns[i][j] * g[j];
        }
      }
    }
  }

  @Override
  public Point init(double[] position) {
    return Point.at(potential, position);
  }

  @Override
  public Transition<Point, McmcInfo> step(Key key, Point state) {
    int n = move.length;
    Draws.normal(key.fold(PROPOSAL), move, 0, n);
    Draws.uniform(key.fold(SIGN), uniform, 0, n);
    turn(state.gradient());
    double log = 0;
    for (int i = 0; i < n; i++) {
      double z = tuning.stepSize() * move[i];
      double keeps = 1 / (1 + ExpKernel.scalar(-z * slopes[i]));
      move[i] = uniform[i] < keeps ? z : -z;
      log += softplus(-move[i] * slopes[i]);
    }
    double[] shift = new double[n];
    tuning.metric().displacement(move, shift);
    for (int i = 0; i < n; i++) {
      proposal[i] = state.coordinate(i) + shift[i];
    }
    double logDensity = potential.logDensityAndGradient(proposal, gradient);
    turn(gradient);
    for (int i = 0; i < n; i++) {
      log -= softplus(move[i] * slopes[i]);
    }
    double logRatio = logDensity - state.logDensity() + log;
    return Metropolis.decided(key.fold(ACCEPT), state, proposal, logDensity, gradient, logRatio);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Override
  public String identity() {
    return "Barker " + tuning.stepSize();
  }

  @Override
  public Tuning tuning() {
    return tuning;
  }

  @Override
  public Barker tuned(Tuning newTuning) {
    return newTuning.equals(tuning) ? this : new Barker(potential, newTuning);
  }

  @Override
  public double reasonableStepSize(Key key, Point at) {
    return tuning.stepSize();
  }
}
