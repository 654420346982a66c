package dev.merapi.infer.mcmc;

/**
 * The leapfrog (Störmer–Verlet) integrator of q̇ = M⁻¹ p, ṗ = ∇ log p(q):
 *
 * <pre>
 *   p ← p + (ε/2) ∇ log p(q)
 *   q ← q + ε M⁻¹ p
 *   p ← p + (ε/2) ∇ log p(q)
 * </pre>
 *
 * <p>Reversible: a step of −ε undoes a step of ε up to rounding. Volume-preserving: each line is a
 * shear. Second order: over a fixed time the energy error is O(ε²). Stable on a Gaussian with scale
 * σ for ε &lt; 2σ.
 *
 * <p>Source: Neal, "MCMC using Hamiltonian dynamics" (2011), equations 2.28–2.30.
 */
final class Leapfrog {
  private Leapfrog() {}

  /** One step in place; allocates nothing. */
  static void step(Potential potential, Metric metric, double stepSize, Phase z) {
    begin(metric, stepSize, z);
    z.logDensity = potential.logDensityAndGradient(z.position, z.gradient);
    end(metric, stepSize, z);
  }

  /** The first two lines: then log density and gradient at the new position are asked for. */
  static void begin(Metric metric, double stepSize, Phase z) {
    double half = 0.5 * stepSize;
    if (metric instanceof DiagonalMetric diagonal) {
      move(half, stepSize, diagonal.weights(), z);
      return;
    }
    kick(half, z.gradient, z.momentum);
    metric.velocity(z.momentum, z.velocity);
    drift(stepSize, z);
  }

  /** The last line, once log density and gradient are there. */
  static void end(Metric metric, double stepSize, Phase z) {
    double half = 0.5 * stepSize;
    if (metric instanceof DiagonalMetric diagonal) {
      finish(half, diagonal.weights(), z);
      return;
    }
    kick(half, z.gradient, z.momentum);
    metric.velocity(z.momentum, z.velocity);
    z.kinetic = Metric.kinetic(z.momentum, z.velocity);
  }

  /** The first two lines in one pass: for small models the loops themselves are what costs. */
  private static void move(double half, double time, double[] w, Phase z) {
    double[] from = z.position;
    double[] to = z.previous;
    double[] momentum = z.momentum;
    double[] gradient = z.gradient;
    for (int i = 0; i < w.length; i++) {
      double p = momentum[i] + half * gradient[i];
      momentum[i] = p;
      to[i] = from[i] + time * (w[i] * p);
    }
    z.position = to;
    z.previous = from;
  }

  /** The last line, with the velocity and the kinetic energy after it, in one pass. */
  private static void finish(double half, double[] w, Phase z) {
    double[] momentum = z.momentum;
    double[] gradient = z.gradient;
    double[] velocity = z.velocity;
    double sum = 0;
    for (int i = 0; i < w.length; i++) {
      double p = momentum[i] + half * gradient[i];
      double v = w[i] * p;
      momentum[i] = p;
      velocity[i] = v;
      sum += p * v;
    }
    z.kinetic = 0.5 * sum;
  }

  private static void kick(double time, double[] gradient, double[] momentum) {
    for (int i = 0; i < momentum.length; i++) {
      momentum[i] += time * gradient[i];
    }
  }

  /** Writes the new position over the one before the last, so the last one is kept at no cost. */
  private static void drift(double time, Phase z) {
    double[] from = z.position;
    double[] to = z.previous;
    double[] velocity = z.velocity;
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i] + time * velocity[i];
    }
    z.position = to;
    z.previous = from;
  }
}
