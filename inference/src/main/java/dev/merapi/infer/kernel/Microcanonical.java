package dev.merapi.infer.kernel;

import dev.merapi.infer.mcmc.Divergence;
import dev.merapi.infer.mcmc.McmcInfo;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;

/**
 * Motion at constant speed, for many coordinates: q̇ = u, u̇ = (1 − u uᵀ) ∇ ln p(q)/(d − 1) with
 * |u| = 1, in coordinates in which the metric is the unit one. A step of size ε covers the distance
 * ε √d and costs two gradients. A transition begins with a uniform direction and makes between 1
 * and 2 T/ε steps, as many with equal probability.
 *
 * <p>{@link #adjusted} accepts the end with probability min(1, e^−W), where W = ln p(q) − ln p(q′)
 * + Σ (d − 1) ln(cosh δ + e·u sinh δ) over the turns of u towards e = ∇ ln p/|∇ ln p|, δ = h |∇ ln
 * p|/(d − 1), and leaves the target invariant.
 *
 * <p>{@link #unadjusted} always goes on, and turns the direction by noise in between. What it
 * samples differs from the target by an error that falls with ε⁴; the acceptance that it reports is
 * 1/(1 + E²/(4 · 0.0005 d)) for the energy error E of a step, so the usual target of 0.8 asks for a
 * variance of 0.0005 for each coordinate.
 *
 * <pre>{@code
 * Sampler.of(Microcanonical::adjusted, WarmUp.ADAPTIVE)
 * }</pre>
 *
 * <p>Source: Robnik, De Luca, Silverstein and Seljak, "Microcanonical Hamiltonian Monte Carlo"
 * (2023); Robnik, Cohn-Gordon and Seljak, "Metropolis adjusted microcanonical Hamiltonian Monte
 * Carlo" (2025); the integrator of minimal norm is that of McLachlan (1995).
 */
public final class Microcanonical implements Tunable {
  private static final double SHARE = 0.1931833275037836;
  private static final double VARIANCE = 5e-4;
  private static final double LARGEST_ERROR = 1000;
  private static final int MOST_STEPS = 1024;
  private static final long DIRECTION = 0;
  private static final long LENGTH = 1;
  private static final long NOISE = 2;
  private static final long ACCEPT = 3;

  private final Potential potential;
  private final Tuning tuning;
  private final double length;
  private final boolean adjusted;
  private final Nuts search;

  private Microcanonical(
      Potential potential, Tuning tuning, double length, boolean adjusted, Nuts search) {
    if (potential.dimension() < 2) {
      throw new ArgumentException(
          "Motion at constant speed needs at least two coordinates, but the target has "
              + potential.dimension()
              + ". NUTS needs one.");
    }
    if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
      throw new ArgumentException(
          "A trajectory length must be positive and finite, but it is " + length + ".");
    }
    this.potential = potential;
    this.tuning = tuning;
    this.length = length;
    this.adjusted = adjusted;
    this.search = search;
  }

  private Microcanonical(Potential potential, double length, boolean adjusted) {
    this(potential, Tuning.unit(potential.dimension()), length, adjusted, new Nuts(potential));
  }

  /**
   * With Metropolis' correction, and trajectories of π/2 on average, a quarter of a period.
   *
   * @throws ArgumentException if there are fewer than two coordinates
   */
  public static Microcanonical adjusted(Potential potential) {
    return new Microcanonical(potential, Math.PI / 2, true);
  }

  /**
   * Without a correction: what it samples is as right as its steps are small.
   *
   * @throws ArgumentException if there are fewer than two coordinates
   */
  public static Microcanonical unadjusted(Potential potential) {
    return new Microcanonical(potential, Math.PI / 2, false);
  }

  /**
   * With trajectories of another length T on average, in units in which a standard normal has the
   * period 2π.
   *
   * @throws ArgumentException if it is not positive and finite
   */
  public Microcanonical length(double other) {
    return new Microcanonical(potential, tuning, other, adjusted, search);
  }

  @Override
  public Point init(double[] position) {
    return Point.at(potential, position);
  }

  @Override
  public Transition<Point, McmcInfo> step(Key key, Point state) {
    int n = potential.dimension();
    double distance = tuning.stepSize() * Math.sqrt(n);
    double most = Math.min(MOST_STEPS, Math.ceil(2 * length / tuning.stepSize()));
    int steps = (int) Math.max(1, Math.ceil(most * Draws.uniform(key.fold(LENGTH))));
    Motion motion = new Motion(potential, tuning.metric(), state);
    motion.turn(key.fold(DIRECTION), Double.POSITIVE_INFINITY);
    double noise = Math.sqrt(Math.expm1(tuning.stepSize() / length) / n);
    double total = 0;
    double acceptance = 0;
    for (int i = 0; i < steps; i++) {
      if (!adjusted) {
        motion.turn(key.fold(NOISE).fold(2L * i), noise);
      }
      double[] before = motion.position.clone();
      double error = step(motion, distance);
      if (!adjusted) {
        motion.turn(key.fold(NOISE).fold(2L * i + 1), noise);
      }
      total += error;
      acceptance += 1 / (1 + error * error / (4 * VARIANCE * n));
      if (!(Math.abs(error) < LARGEST_ERROR)) {
        Divergence divergence = new Divergence(before, motion.position, error, motion.logDensity);
        return new Transition<>(
            state, new McmcInfo(0, -state.logDensity(), 0, 2 * (i + 1), divergence));
      }
    }
    acceptance = adjusted ? Math.min(1, Math.exp(-total)) : acceptance / steps;
    boolean goes = !adjusted || Draws.uniform(key.fold(ACCEPT)) < acceptance;
    Point next = goes ? new Point(motion.position, motion.logDensity, motion.gradient) : state;
    return new Transition<>(next, new McmcInfo(acceptance, -next.logDensity(), 0, 2 * steps, null));
  }

  /** One step; the error of its energy. */
  private static double step(Motion motion, double distance) {
    double before = motion.logDensity;
    double kinetic = motion.bend(SHARE * distance);
    motion.drift(distance / 2);
    kinetic += motion.bend((1 - 2 * SHARE) * distance);
    motion.drift(distance / 2);
    kinetic += motion.bend(SHARE * distance);
    double error = kinetic - motion.logDensity + before;
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  @Override
  public String identity() {
    return "Microcanonical " + (adjusted ? "adjusted " : "unadjusted ") + length;
  }

  @Override
  public Tuning tuning() {
    return tuning;
  }

  @Override
  public Microcanonical tuned(Tuning newTuning) {
    return newTuning.equals(tuning)
        ? this
        : new Microcanonical(potential, newTuning, length, adjusted, search.tuned(newTuning));
  }

  @Override
  public double reasonableStepSize(Key key, Point at) {
    return search.reasonableStepSize(key, at);
  }
}
