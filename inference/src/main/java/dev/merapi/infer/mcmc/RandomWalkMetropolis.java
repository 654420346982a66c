package dev.merapi.infer.mcmc;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;

/**
 * Random-walk Metropolis: q′ = q + ε x with x ~ Normal(0, M⁻¹), accepted with probability min(1,
 * p(q′)/p(q)).
 *
 * <p>Needs no gradient, only pays for it. In many dimensions the best acceptance rate is {@link
 * #BEST_ACCEPTANCE}, reached near ε = 2.38/√n when M⁻¹ is the covariance of the target.
 *
 * <p>Source: Roberts, Gelman and Gilks, "Weak convergence and optimal scaling of random walk
 * Metropolis algorithms" (1997), corollary 1.2.
 */
public final class RandomWalkMetropolis implements Tunable {
  /** The acceptance rate to adapt to. */
  public static final double BEST_ACCEPTANCE = 0.234;

  private static final long PROPOSAL = 0;
  private static final long ACCEPT = 1;

  private final Potential potential;
  private final Tuning tuning;
  private final double[] proposal;
  private final double[] gradient;

  /** Proposals of scale 2.38/√n in the unit metric. */
  public RandomWalkMetropolis(Potential potential) {
    this(
        potential,
        Tuning.unit(potential.dimension())
            .withStepSize(2.38 / Math.sqrt(Math.max(1, potential.dimension()))));
  }

  /** Proposals as tuned; becomes the only user of {@code potential}. */
  public RandomWalkMetropolis(Potential potential, Tuning tuning) {
    this(potential, tuning, new double[potential.dimension()], new double[potential.dimension()]);
  }

  private RandomWalkMetropolis(
      Potential potential, Tuning tuning, double[] proposal, double[] gradient) {
    this.potential = potential;
    this.tuning = tuning.of(potential);
    this.proposal = proposal;
    this.gradient = gradient;
  }

  @Override
  public Point init(double[] position) {
    return Point.at(potential, position);
  }

  @Override
  public Transition<Point, McmcInfo> step(Key key, Point state) {
    Draws.normal(key.fold(PROPOSAL), proposal, 0, proposal.length);
    tuning.metric().displacement(proposal, proposal);
    for (int i = 0; i < proposal.length; i++) {
      proposal[i] = state.coordinate(i) + tuning.stepSize() * proposal[i];
    }
    double logDensity = potential.logDensityAndGradient(proposal, gradient);
    double logRatio = logDensity - state.logDensity();
    return Metropolis.decided(key.fold(ACCEPT), state, proposal, logDensity, gradient, logRatio);
  }

  @Override
  public String identity() {
    return "RandomWalkMetropolis " + tuning.stepSize();
  }

  @Override
  public Tuning tuning() {
    return tuning;
  }

  @Override
  public RandomWalkMetropolis tuned(Tuning newTuning) {
    return new RandomWalkMetropolis(potential, newTuning, proposal, gradient);
  }

  @Override
  public double reasonableStepSize(Key key, Point at) {
    return tuning.stepSize();
  }
}
