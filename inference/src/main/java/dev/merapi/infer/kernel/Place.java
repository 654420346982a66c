package dev.merapi.infer.kernel;

import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;

/**
 * A point (q, p) of phase space with v = M⁻¹ p, ∇ ln p(q) and its energy H; not changed once it has
 * been made.
 */
final class Place {
  final double[] position;
  final double[] momentum;
  final double[] velocity;
  final double[] gradient;
  double logDensity;
  double energy;

  private Place(double[] position, double[] momentum, double[] gradient) {
    this.position = position;
    this.momentum = momentum;
    this.velocity = new double[position.length];
    this.gradient = gradient;
  }

  /** At a point, with p ~ Normal(0, M). */
  static Place at(Point point, Metric metric, Key key) {
    Place place = new Place(point.position(), new double[point.dimension()], point.gradient());
    Draws.normal(key, place.momentum, 0, place.momentum.length);
    metric.momentum(place.momentum, place.momentum);
    place.logDensity = point.logDensity();
    place.settle(metric);
    return place;
  }

  /** So many leapfrog steps on; the energy is +∞ where there is no density on the way. */
  Place on(Potential potential, Metric metric, double stepSize, int steps) {
    Place next = new Place(position.clone(), momentum.clone(), gradient.clone());
    for (int i = 0; i < steps; i++) {
      next.kick(stepSize / 2);
      metric.velocity(next.momentum, next.velocity);
      for (int k = 0; k < position.length; k++) {
        next.position[k] += stepSize * next.velocity[k];
      }
      next.logDensity = potential.logDensityAndGradient(next.position, next.gradient);
      if (!(Math.abs(next.logDensity) < Double.POSITIVE_INFINITY)) {
        next.energy = Double.POSITIVE_INFINITY;
        return next;
      }
      next.kick(stepSize / 2);
    }
    next.settle(metric);
    return next;
  }

  private void kick(double time) {
    for (int k = 0; k < momentum.length; k++) {
      momentum[k] += time * gradient[k];
    }
  }

  private void settle(Metric metric) {
    metric.velocity(momentum, velocity);
    double sum = Metric.kinetic(momentum, velocity) - logDensity;
    energy = Math.abs(sum) < Double.POSITIVE_INFINITY ? sum : Double.POSITIVE_INFINITY;
  }

  Point point() {
    return new Point(position, logDensity, gradient);
  }
}
