package dev.merapi.infer.mcmc;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;

/** Metropolis' rule: a proposal is taken with probability min(1, eʳ). */
final class Metropolis {
  private Metropolis() {}

  /**
   * Where a proposal leads; a log density that is none diverges. The arrays are copied.
   *
   * @param logRatio r, of the densities and of the proposals' densities; NaN refuses
   */
  static Transition<Point, McmcInfo> decided(
      Key key,
      Point from,
      double[] proposal,
      double logDensity,
      double[] gradient,
      double logRatio) {
    boolean fault = !(logDensity < Double.POSITIVE_INFINITY);
    double acceptance = fault || Double.isNaN(logRatio) ? 0 : Weight.acceptance(-logRatio);
    Divergence divergence =
        fault
            ? new Divergence(from.position(), proposal, Double.POSITIVE_INFINITY, logDensity)
            : null;
    Point next = Draws.uniform(key) < acceptance ? new Point(proposal, logDensity, gradient) : from;
    return new Transition<>(next, new McmcInfo(acceptance, -next.logDensity(), 0, 1, divergence));
  }
}
