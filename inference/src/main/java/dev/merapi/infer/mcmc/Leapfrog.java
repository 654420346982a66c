package dev.merapi.infer.mcmc;

import dev.merapi.infer.Potential;

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
    double half = 0.5 * stepSize;
    kick(half, z.gradient, z.momentum);
    metric.velocity(z.momentum, z.velocity);
    drift(stepSize, z);
    z.logDensity = potential.logDensityAndGradient(z.position, z.gradient);
    kick(half, z.gradient, z.momentum);
    metric.velocity(z.momentum, z.velocity);
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
