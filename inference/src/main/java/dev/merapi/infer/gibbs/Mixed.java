package dev.merapi.infer.gibbs;

import dev.merapi.infer.internal.program.GivenPotential;
import dev.merapi.infer.mcmc.Divergence;
import dev.merapi.infer.mcmc.McmcInfo;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A trajectory of Hamiltonian dynamics on which discrete elements change. Each element has an
 * energy kᵢ ~ Exponential(1). A trajectory is n + 1 stretches of length T/n, the first and the last
 * of half of it, in whole leapfrogs and one at least; between two of them one element, chosen anew
 * each time, proposes another value z′, and takes it if kᵢ + ln p(q, z′) − ln p(q, z) > 0, which is
 * then the new kᵢ. The end is accepted with probability min(1, e^−W), where W is what the stretches
 * alone have added to the energy.
 *
 * <p>The changes leave p(z | q) Π e^−kᵢ invariant and are reversible, the stretches keep volumes
 * and are reversible, and the whole is the same backwards: so it leaves p(q, z) invariant.
 *
 * <p>Source: Zhou, "Mixed Hamiltonian Monte Carlo for mixed discrete and continuous variables"
 * (2020), algorithm 1, with stretches of fixed lengths in place of random ones.
 */
final class Mixed implements Tunable {
  private static final int MOST_STEPS = 1024;
  private static final double LARGEST_ENERGY_ERROR = 1000;
  private static final long MOMENTUM = 0;
  private static final long ENERGY = 1;
  private static final long CHANGE = 2;
  private static final long ACCEPT = 3;

  private final GivenPotential potential;
  private final List<Flip> flips;
  private final double length;
  private final int changes;
  private final Tuning tuning;
  private final Held held;

  /** The values of all sites, which the potential is given: set before a step, read behind it. */
  static final class Held {
    Map<String, Tensor> values = Map.of();
  }

  Mixed(
      GivenPotential potential,
      List<Flip> flips,
      double length,
      int changes,
      Tuning tuning,
      Held held) {
    this.potential = potential;
    this.flips = flips;
    this.length = length;
    this.changes = changes;
    this.tuning = tuning;
    this.held = held;
  }

  @Override
  public Point init(double[] position) {
    return Point.at(potential, position);
  }

  @Override
  public Transition<Point, McmcInfo> step(Key key, Point state) {
    Map<String, Tensor> before = held.values;
    Walker walker = new Walker(state, key.fold(MOMENTUM));
    double[] energies = new double[flips.size()];
    Draws.uniform(key.fold(ENERGY), energies, 0, energies.length);
    Arrays.setAll(energies, i -> -Math.log1p(-energies[i]));
    double stretch = length / changes;
    double work = walker.along(stretch / 2);
    double[] uniform = new double[2];
    for (int n = 0; n < changes && work < LARGEST_ENERGY_ERROR; n++) {
      Draws.uniform(key.fold(CHANGE).fold(n), uniform, 0, 2);
      int chosen = Math.min(flips.size() - 1, (int) (flips.size() * uniform[0]));
      walker.change(flips.get(chosen), uniform[1], chosen, energies);
      work += walker.along(n + 1 < changes ? stretch : stretch / 2);
    }
    boolean diverges = !(work < LARGEST_ENERGY_ERROR);
    double acceptance = diverges ? 0 : Math.min(1, Math.exp(-work));
    if (Draws.uniform(key.fold(ACCEPT)) < acceptance) {
      Point next = new Point(walker.position, walker.logDensity, walker.gradient);
      return new Transition<>(
          next, new McmcInfo(acceptance, -next.logDensity(), 0, walker.evaluations, null));
    }
    held.values = before;
    potential.given(before);
    Divergence divergence =
        diverges
            ? new Divergence(state.position(), walker.position, work, walker.logDensity)
            : null;
    return new Transition<>(
        state, new McmcInfo(acceptance, -state.logDensity(), 0, walker.evaluations, divergence));
  }

  @Override
  public String identity() {
    return "Mixed " + length + " " + changes;
  }

  @Override
  public Tuning tuning() {
    return tuning;
  }

  @Override
  public Mixed tuned(Tuning newTuning) {
    return new Mixed(potential, flips, length, changes, newTuning, held);
  }

  @Override
  public double reasonableStepSize(Key key, Point at) {
    return new Nuts(potential).tuned(tuning).reasonableStepSize(key, at);
  }

  /** Where a trajectory is. */
  private final class Walker {
    final double[] position;
    final double[] gradient;
    double logDensity;
    int evaluations;
    private final Metric metric = tuning.metric();
    private final double[] momentum;
    private final double[] velocity;

    Walker(Point start, Key key) {
      this.position = start.position();
      this.gradient = start.gradient();
      this.logDensity = start.logDensity();
      this.momentum = new double[position.length];
      this.velocity = new double[position.length];
      Draws.normal(key, momentum, 0, momentum.length);
      metric.momentum(momentum, momentum);
    }

    private double energy() {
      metric.velocity(momentum, velocity);
      return Metric.kinetic(momentum, velocity) - logDensity;
    }

    /** By whole leapfrogs, one at least; what they add to the energy. */
    double along(double time) {
      double before = energy();
      double stepSize = tuning.stepSize();
      int steps = (int) Math.min(MOST_STEPS, Math.max(1, Math.floor(time / stepSize)));
      for (int i = 0; i < steps; i++) {
        kick(stepSize / 2);
        metric.velocity(momentum, velocity);
        for (int k = 0; k < position.length; k++) {
          position[k] += stepSize * velocity[k];
        }
        logDensity = potential.logDensityAndGradient(position, gradient);
        evaluations++;
        if (!(Math.abs(logDensity) < Double.POSITIVE_INFINITY)) {
          return Double.POSITIVE_INFINITY;
        }
        kick(stepSize / 2);
      }
      return energy() - before;
    }

    private void kick(double time) {
      for (int k = 0; k < momentum.length; k++) {
        momentum[k] += time * gradient[k];
      }
    }

    /** One element, if its energy is enough for it. */
    void change(Flip flip, double uniform, int which, double[] energies) {
      if (flip.others() < 1) {
        return;
      }
      Map<String, Tensor> proposed = flip.proposed(held.values, uniform);
      potential.given(proposed);
      double[] slopes = new double[position.length];
      double value = potential.logDensityAndGradient(position, slopes);
      evaluations++;
      double left = energies[which] + value - logDensity;
      if (left > 0 && value < Double.POSITIVE_INFINITY) {
        energies[which] = left;
        held.values = proposed;
        logDensity = value;
        System.arraycopy(slopes, 0, gradient, 0, slopes.length);
      } else {
        potential.given(held.values);
      }
    }
  }
}
