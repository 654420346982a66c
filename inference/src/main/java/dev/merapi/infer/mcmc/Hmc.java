package dev.merapi.infer.mcmc;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;

/**
 * Hamiltonian Monte Carlo with a trajectory of fixed length T: L = max(1, ⌊T/ε⌋) leapfrog steps
 * from (q, p), p ~ Normal(0, M), and the end accepted with probability min(1, exp(H₀ − H)).
 *
 * <p>L is at most 1024, which bounds the cost of a transition while the step size is still too
 * small. A transition whose energy error exceeds the limit is rejected and reported as divergent.
 *
 * <p>Source: Neal, "MCMC using Hamiltonian dynamics" (2011), section 5.3.
 */
public final class Hmc implements Tunable {
  private static final int MOST_STEPS = 1024;
  private static final double LARGEST_ENERGY_ERROR = 1000;
  private static final long MOMENTUM = 0;
  private static final long ACCEPT = 1;

  private final Potential potential;
  private final Tuning tuning;
  private final double length;
  private final Phase z;
  private final StepSizeSearch search;

  /** Trajectories of length 2π, a full period of a standard normal target. */
  public Hmc(Potential potential) {
    this(potential, Tuning.unit(potential.dimension()), 2 * Math.PI);
  }

  /**
   * Trajectories of length {@code length} > 0; becomes the only user of {@code potential}.
   *
   * @throws ArgumentException if the length is no positive number
   */
  public Hmc(Potential potential, Tuning tuning, double length) {
    this(
        potential, tuning, length, new Phase(potential.dimension()), new StepSizeSearch(potential));
    if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
      throw new ArgumentException(
          "A trajectory length must be positive and finite, but it is " + length + ".");
    }
  }

  private Hmc(Potential potential, Tuning tuning, double length, Phase z, StepSizeSearch search) {
    this.potential = potential;
    this.tuning = tuning.of(potential);
    this.length = length;
    this.z = z;
    this.search = search;
  }

  @Override
  public Point init(double[] position) {
    return Point.at(potential, position);
  }

  /** L, the leapfrog steps of one transition. */
  public int steps() {
    return (int) Math.min(MOST_STEPS, Math.max(1, Math.floor(length / tuning.stepSize())));
  }

  @Override
  public Transition<Point, McmcInfo> step(Key key, Point state) {
    z.start(state, tuning.metric(), key.fold(MOMENTUM));
    double before = z.energy();
    int steps = steps();
    for (int i = 0; i < steps; i++) {
      Leapfrog.step(potential, tuning.metric(), tuning.stepSize(), z);
    }
    double energy = z.energy();
    double error = energy - before;
    double acceptance = Weight.acceptance(error);
    boolean divergent = !(error <= LARGEST_ENERGY_ERROR);
    boolean accepted = !divergent && Draws.uniform(key.fold(ACCEPT)) < acceptance;
    Divergence divergence =
        divergent ? new Divergence(z.previous, z.position, error, z.logDensity) : null;
    return new Transition<>(
        accepted ? new Point(z.position, z.logDensity, z.gradient) : state,
        new McmcInfo(acceptance, accepted ? energy : before, 0, steps, divergence));
  }

  @Override
  public String identity() {
    return "Hmc " + length;
  }

  @Override
  public Tuning tuning() {
    return tuning;
  }

  @Override
  public Hmc tuned(Tuning newTuning) {
    return new Hmc(potential, newTuning, length, z, search);
  }

  @Override
  public double reasonableStepSize(Key key, Point at) {
    return search.from(tuning, key, at);
  }
}
