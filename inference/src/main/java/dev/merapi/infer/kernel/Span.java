package dev.merapi.infer.kernel;

/**
 * A stretch of trajectory, in the order of time: its ends, the sum of its momenta, a state drawn
 * from it with probability proportional to exp(−H), and ln Σ exp(−H).
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Span(Place first, Place last, double[] momenta, Place chosen, double logWeight) {
  static Span of(Place place) {
    return new Span(place, place, place.momentum, place, -place.energy);
  }

  /** This stretch and the one after it, with the state of one of them. */
  Span then(Span next, Place taken) {
    return new Span(
        first, next.last, sum(momenta, next.momenta), taken, logAddExp(logWeight, next.logWeight));
  }

  /**
   * Whether this stretch followed by the next one has not turned: the whole, and each of them with
   * the nearest state of the other. Source: Betancourt, "A Conceptual Introduction to Hamiltonian
   * Monte Carlo" (2017), appendix A.4.2.
   */
  boolean persists(Span next) {
    return along(sum(momenta, next.momenta), first, next.last)
        && along(sum(momenta, next.first.momentum), first, next.first)
        && along(sum(last.momentum, next.momenta), last, next.last);
  }

  private static boolean along(double[] momenta, Place start, Place end) {
    double before = 0;
    double after = 0;
    for (int i = 0; i < momenta.length; i++) {
      before += start.velocity[i] * momenta[i];
      after += end.velocity[i] * momenta[i];
    }
    return before > 0 && after > 0;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }

  private static double logAddExp(double a, double b) {
    return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  }
}
