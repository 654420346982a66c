package dev.merapi.infer.mcmc;

/**
 * A balanced stretch of trajectory: what the No-U-Turn sampler must remember of 2ʰ consecutive
 * states, in arrays that are allocated once and change owners by swapping.
 *
 * <p>Kept are the momentum and velocity at both ends (named in the order the states were made), the
 * sum of momenta over the stretch, one state drawn from it with probability proportional to its
 * weight, and the total {@link Weight}. A single state keeps its momentum and velocity at the first
 * end only; they are also its last end and its sum.
 */
final class Subtree {
  double[] firstMomentum;
  double[] firstVelocity;
  double[] lastMomentum;
  double[] lastVelocity;
  final double[] momentumSum;
  double[] position;
  double[] gradient;
  double logDensity;
  double energy;
  double weight;
  boolean single;

  Subtree(int dimension) {
    this.firstMomentum = new double[dimension];
    this.firstVelocity = new double[dimension];
    this.lastMomentum = new double[dimension];
    this.lastVelocity = new double[dimension];
    this.momentumSum = new double[dimension];
    this.position = new double[dimension];
    this.gradient = new double[dimension];
  }

  /** Ends a leapfrog step of {@code z}, and becomes the stretch that holds it alone. */
  void arrive(Phase z, Metric metric, double stepSize) {
    if (metric instanceof DiagonalMetric diagonal) {
      arrive(z, diagonal.weights(), 0.5 * stepSize);
    } else {
      Leapfrog.end(metric, stepSize, z);
      hold(z);
    }
  }

  /** The last line of {@link Leapfrog} in one pass with what is kept of it. */
  private void arrive(Phase z, double[] w, double half) {
    double sum = 0;
    for (int i = 0; i < w.length; i++) {
      double g = z.gradient[i];
      double p = z.momentum[i] + half * g;
      double v = w[i] * p;
      z.momentum[i] = p;
      firstMomentum[i] = p;
      firstVelocity[i] = v;
      position[i] = z.position[i];
      gradient[i] = g;
      sum += p * v;
    }
    z.kinetic = 0.5 * sum;
    logDensity = z.logDensity;
    single = true;
  }

  /** Becomes the stretch that holds {@code z} alone. */
  void hold(Phase z) {
    // One loop: for few coordinates a call of arraycopy costs more than what it copies.
    for (int i = 0; i < position.length; i++) {
      firstMomentum[i] = z.momentum[i];
      firstVelocity[i] = z.velocity[i];
      position[i] = z.position[i];
      gradient[i] = z.gradient[i];
    }
    logDensity = z.logDensity;
    single = true;
  }

  /** Says how likely its only state is. */
  void weigh(double stateEnergy, double stateWeight) {
    energy = stateEnergy;
    weight = stateWeight;
  }

  double[] endMomentum() {
    return single ? firstMomentum : lastMomentum;
  }

  double[] endVelocity() {
    return single ? firstVelocity : lastVelocity;
  }

  double[] sum() {
    return single ? firstMomentum : momentumSum;
  }

  /** Exchanges the ends, so that the other one meets the next stretch. */
  void flip() {
    if (!single) {
      double[] momentum = firstMomentum;
      double[] velocity = firstVelocity;
      firstMomentum = lastMomentum;
      firstVelocity = lastVelocity;
      lastMomentum = momentum;
      lastVelocity = velocity;
    }
  }

  /** Appends {@code next}, of the same length, taking its state with its share of the weight. */
  void join(Subtree next, double u) {
    append(next, u * (weight + next.weight) < next.weight);
  }

  /** Appends {@code next}, of the same length, taking its state with probability min(1, w′/w). */
  void extend(Subtree next, double u) {
    append(next, u * weight < next.weight);
  }

  /** The arrays of {@code next} are scratch afterwards. */
  private void append(Subtree next, boolean takeNext) {
    weight += next.weight;
    double[] sum = sum();
    double[] nextSum = next.sum();
    for (int i = 0; i < momentumSum.length; i++) {
      momentumSum[i] = sum[i] + nextSum[i];
    }
    double[] momentum = lastMomentum;
    double[] velocity = lastVelocity;
    lastMomentum = next.endMomentum();
    lastVelocity = next.endVelocity();
    if (next.single) {
      next.firstMomentum = momentum;
      next.firstVelocity = velocity;
    } else {
      next.lastMomentum = momentum;
      next.lastVelocity = velocity;
    }
    single = false;
    if (takeNext) {
      take(next);
    }
  }

  private void take(Subtree next) {
    double[] oldPosition = position;
    double[] oldGradient = gradient;
    position = next.position;
    gradient = next.gradient;
    next.position = oldPosition;
    next.gradient = oldGradient;
    logDensity = next.logDensity;
    energy = next.energy;
  }
}
