package dev.merapi.infer.kernel;

import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;

/**
 * A point that moves at speed 1. Its direction is kept as a momentum p with pᵀ M⁻¹ p = 1, so that
 * every metric will do: with M = A Aᵀ the direction is u = A⁻¹ p in the coordinates Aᵀ q, in which
 * the slope is A⁻¹ ∇ ln p, and inner products of both are those by M⁻¹.
 */
final class Motion {
  final double[] position;
  final double[] gradient;
  double logDensity;
  private final Potential potential;
  private final Metric metric;
  private final double[] momentum;
  private final double[] image;

  Motion(Potential potential, Metric metric, Point start) {
    this.potential = potential;
    this.metric = metric;
    this.position = start.position();
    this.gradient = start.gradient();
    this.logDensity = start.logDensity();
    this.momentum = new double[position.length];
    this.image = new double[position.length];
  }

  /** u ← (u + ν z)/|u + ν z| with z ~ Normal(0, I); a uniform direction where ν is infinite. */
  void turn(Key key, double noise) {
    double[] normal = new double[momentum.length];
    Draws.normal(key, normal, 0, normal.length);
    metric.momentum(normal, normal);
    boolean anew = noise == Double.POSITIVE_INFINITY;
    for (int i = 0; i < normal.length; i++) {
      momentum[i] = anew ? normal[i] : momentum[i] + noise * normal[i];
    }
    normalise();
  }

  private void normalise() {
    metric.velocity(momentum, image);
    double norm = Math.sqrt(dot(momentum, image));
    for (int i = 0; i < momentum.length; i++) {
      momentum[i] /= norm;
    }
  }

  /**
   * The direction after the distance h along which the slope is held: with e the slope's direction,
   * c = e·u and ζ = e^−δ, u ∝ e (1 − ζ)(1 + ζ + c (1 − ζ)) + 2 ζ u.
   *
   * @return (d − 1) ln(cosh δ + c sinh δ)
   */
  double bend(double distance) {
    int n = momentum.length;
    metric.velocity(gradient, image);
    double slope = Math.sqrt(dot(gradient, image));
    if (slope == 0) {
      return 0;
    }
    double cosine = Math.clamp(dot(momentum, image) / slope, -1, 1);
    double delta = distance * slope / (n - 1);
    double zeta = Math.exp(-delta);
    double along = (1 - zeta) * (1 + zeta + cosine * (1 - zeta)) / slope;
    for (int i = 0; i < n; i++) {
      momentum[i] = along * gradient[i] + 2 * zeta * momentum[i];
    }
    normalise();
    return (n - 1) * (delta + Math.log(0.5 * (1 + cosine + (1 - cosine) * zeta * zeta)));
  }

  /** q ← q + h u. */
  void drift(double distance) {
    metric.velocity(momentum, image);
    for (int i = 0; i < position.length; i++) {
      position[i] += distance * image[i];
    }
    logDensity = potential.logDensityAndGradient(position, gradient);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
