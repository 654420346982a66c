package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Potential;
import java.util.ArrayList;
import java.util.List;

/**
 * Chains on one thread that have their gradients computed in one pass. Each goes its own way: it
 * asks, is told, and makes its iterations when they are due, so it has the bits that it has alone,
 * whoever else is there and in whatever order they come.
 */
final class Company {
  private final Potential.Together target;
  private final List<Asker<?, ?>> askers = new ArrayList<>();
  private final double[][] positions;
  private final double[][] gradients;
  private final double[] values;

  /**
   * Chains on one density.
   *
   * @param target the density, at as many positions as there are chains
   * @param courses the chains, none of which has begun an iteration
   */
  Company(Potential.Together target, List<? extends Course<?, ?>> courses) {
    this.target = target;
    this.positions = new double[courses.size()][];
    this.gradients = new double[courses.size()][];
    this.values = new double[courses.size()];
    for (Course<?, ?> course : courses) {
      askers.add(course.asker());
    }
  }

  /** Runs until no chain asks any more. */
  void run() {
    askers.removeIf(asker -> !asker.comes());
    while (!askers.isEmpty()) {
      int count = askers.size();
      for (int i = 0; i < count; i++) {
        positions[i] = askers.get(i).asking().position();
        gradients[i] = askers.get(i).asking().gradient();
      }
      target.logDensitiesAndGradients(count, positions, values, gradients);
      for (int i = 0; i < count; i++) {
        askers.get(i).asking().give(values[i]);
      }
      askers.removeIf(asker -> !asker.asks());
    }
  }
}
