package dev.merapi.infer.mcmc;

/**
 * The generalised U-turn criterion: a stretch of trajectory goes on while its end velocities both
 * point along the sum ρ of its momenta, v_first·ρ > 0 and v_last·ρ > 0.
 *
 * <p>For two joined stretches it is asked three times: of the whole, and of each stretch together
 * with the nearest state of the other. Without the last two, a trajectory whose halves are each a
 * full period apart looks as if it never turned.
 *
 * <p>Source: Betancourt, "A Conceptual Introduction to Hamiltonian Monte Carlo" (2017), appendix
 * A.4.2; the extra checks across the joint are those of Stan since version 2.21.
 */
final class Turning {
  private Turning() {}

  /** Whether {@code a} followed by {@code b}, of the same length, has not turned. */
  static boolean persists(Subtree a, Subtree b) {
    return a.single ? pairPersists(a, b) : joinPersists(a, b);
  }

  /** Two single states: the three questions are one. */
  private static boolean pairPersists(Subtree a, Subtree b) {
    double[] aMomentum = a.firstMomentum;
    double[] bMomentum = b.firstMomentum;
    double[] aVelocity = a.firstVelocity;
    double[] bVelocity = b.firstVelocity;
    double first = 0;
    double last = 0;
    for (int i = 0; i < aMomentum.length; i++) {
      double rho = aMomentum[i] + bMomentum[i];
      first += aVelocity[i] * rho;
      last += bVelocity[i] * rho;
    }
    return first > 0 && last > 0;
  }

  /** One pass with six running sums: they are independent, so their latencies overlap. */
  private static boolean joinPersists(Subtree a, Subtree b) {
    double[] aSum = a.momentumSum;
    double[] bSum = b.momentumSum;
    double[] aEnd = a.lastMomentum;
    double[] bStart = b.firstMomentum;
    double[] v1 = a.firstVelocity;
    double[] v2 = a.lastVelocity;
    double[] v3 = b.firstVelocity;
    double[] v4 = b.lastVelocity;
    double whole1 = 0;
    double whole4 = 0;
    double early1 = 0;
    double early3 = 0;
    double late2 = 0;
    double late4 = 0;
    for (int i = 0; i < aSum.length; i++) {
      double whole = aSum[i] + bSum[i];
      double early = aSum[i] + bStart[i];
      double late = aEnd[i] + bSum[i];
      whole1 += v1[i] * whole;
      whole4 += v4[i] * whole;
      early1 += v1[i] * early;
      early3 += v3[i] * early;
      late2 += v2[i] * late;
      late4 += v4[i] * late;
    }
    return whole1 > 0 && whole4 > 0 && early1 > 0 && early3 > 0 && late2 > 0 && late4 > 0;
  }
}
