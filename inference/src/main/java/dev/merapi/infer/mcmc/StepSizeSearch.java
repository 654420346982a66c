package dev.merapi.infer.mcmc;

import dev.merapi.tensor.Key;

/**
 * A step size to begin with: doubled, or halved, until the acceptance probability exp(H₀ − H) of
 * one leapfrog step with a fresh momentum crosses 0.8.
 *
 * <p>Source: Hoffman and Gelman, "The No-U-Turn Sampler" (2014), algorithm 4, with the threshold
 * 0.8 of Stan in place of 0.5.
 */
final class StepSizeSearch {
  /** log 0.8. */
  private static final double THRESHOLD = -0.2231435513142097;

  private static final double LARGEST = 1e7;

  private final Potential potential;
  private final Phase z;

  StepSizeSearch(Potential potential) {
    this.potential = potential;
    this.z = new Phase(potential.dimension());
  }

  double from(Tuning tuning, Key key, Point at) {
    double stepSize = tuning.stepSize();
    boolean grow = logAcceptance(tuning.metric(), stepSize, key.fold(0), at) > THRESHOLD;
    for (long attempt = 1; ; attempt++) {
      double next = grow ? 2 * stepSize : 0.5 * stepSize;
      if (next > LARGEST) {
        throw new SamplingException(
            "Even a step of size 1e7 changes the density too little to be rejected: the posterior"
                + " seems improper. Give every parameter a proper prior.");
      }
      if (next == 0) {
        throw new SamplingException(
            "No step is small enough to be accepted, starting at log density "
                + at.logDensity()
                + ": the density seems to be discontinuous, or its gradient wrong, at the present"
                + " position.");
      }
      boolean accepts = logAcceptance(tuning.metric(), next, key.fold(attempt), at) > THRESHOLD;
      stepSize = next;
      if (accepts != grow) {
        return stepSize;
      }
    }
  }

  private double logAcceptance(Metric metric, double stepSize, Key key, Point at) {
    z.start(at, metric, key);
    double before = z.energy();
    Leapfrog.step(potential, metric, stepSize, z);
    return before - z.energy();
  }
}
