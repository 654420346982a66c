package dev.merapi.infer.mcmc;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import dev.merapi.tensor.internal.random.Tiles;

/**
 * A moving point (q, p) of phase space: the arrays a trajectory runs in, allocated once.
 *
 * <p>Holds also v = M⁻¹ p, ½ pᵀ v and ∇ log p(q), which the integrator and the turning rule need,
 * and the position one step ago, which names the place where a trajectory diverges.
 */
final class Phase {
  double[] position;
  double[] previous;
  final double[] momentum;
  final double[] velocity;
  final double[] gradient;
  double logDensity;
  double kinetic;
  private final Tiles room;

  Phase(int dimension) {
    this.position = new double[dimension];
    this.previous = new double[dimension];
    this.momentum = new double[dimension];
    this.velocity = new double[dimension];
    this.gradient = new double[dimension];
    this.room = new Tiles(dimension);
  }

  /** q := the point's, p ~ Normal(0, M). */
  void start(Point point, Metric metric, Key key) {
    point.copyTo(position, gradient);
    logDensity = point.logDensity();
    Draws.normal(room, key, 0, momentum, 0, momentum.length);
    if (metric instanceof DiagonalMetric diagonal) {
      kinetic = diagonal.start(momentum, velocity);
      return;
    }
    metric.momentum(momentum, momentum);
    metric.velocity(momentum, velocity);
    kinetic = Metric.kinetic(momentum, velocity);
  }

  /** Takes over the state of {@code other}, as does a stretch that holds it alone. */
  void start(Phase other, Subtree alone) {
    // One loop: for few coordinates a call of arraycopy costs more than what it copies.
    for (int i = 0; i < position.length; i++) {
      double q = other.position[i];
      double p = other.momentum[i];
      double v = other.velocity[i];
      double g = other.gradient[i];
      position[i] = q;
      alone.position[i] = q;
      momentum[i] = p;
      alone.firstMomentum[i] = p;
      velocity[i] = v;
      alone.firstVelocity[i] = v;
      gradient[i] = g;
      alone.gradient[i] = g;
    }
    logDensity = other.logDensity;
    kinetic = other.kinetic;
    alone.logDensity = logDensity;
    alone.single = true;
  }

  /**
   * H(q, p) = −log p(q) + ½ pᵀ v; +∞ where that is no number, so that such a state has no weight:
   * neither NaN nor +∞ is a log density.
   */
  double energy() {
    double energy = kinetic - logDensity;
    return Math.abs(energy) < Double.POSITIVE_INFINITY ? energy : Double.POSITIVE_INFINITY;
  }
}
