package dev.merapi.distributions.internal.special;

/**
 * The log-density of the standard stable distribution in Nolan's S⁰ form and its slopes with
 * respect to x, α and β. Near α = 1, where its integral is too sharp, it is the polynomial in α
 * through six members of the family around 1, at the Chebyshev points: in this form the family is
 * analytic there.
 */
final class StableDensity {
  private static final double RADIUS = 0.02;
  private static final int POINTS = 6;

  private StableDensity() {}

  /** ln f. */
  static double value(double x, double alpha, double beta) {
    if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
      return Double.isNaN(x) ? x : Double.NEGATIVE_INFINITY;
    }
    if (!isNearOne(alpha)) {
      double log = StableIntegral.value(x, alpha, beta);
      return Double.isNaN(log) ? Double.NEGATIVE_INFINITY : log;
    }
    double sum = 0;
    for (int j = 0; j < POINTS; j++) {
      sum += weight(j, alpha)[0] * StableIntegral.value(x, member(j), beta);
    }
    return Double.isNaN(sum) ? Double.NEGATIVE_INFINITY : sum;
  }

  /** The derivative of ln f with respect to x (0), α (1) or β (2). */
  static double slope(int operand, double x, double alpha, double beta) {
    if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
      return 0;
    }
    if (!isNearOne(alpha)) {
      return StableIntegral.slope(operand, x, alpha, beta);
    }
    double sum = 0;
    for (int j = 0; j < POINTS; j++) {
      double[] weight = weight(j, alpha);
      sum +=
          operand == 1
              ? weight[1] * StableIntegral.value(x, member(j), beta)
              : weight[0] * StableIntegral.slope(operand, x, member(j), beta);
    }
    return sum;
  }

  /** ln P(X &gt; x), or for side −1 ln P(X ≤ x). */
  static double tail(double x, double alpha, double beta, int side) {
    if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
      return Double.isNaN(x) ? x : side * x > 0 ? Double.NEGATIVE_INFINITY : 0;
    }
    if (!isNearOne(alpha)) {
      return StableTails.log(side * x, alpha, side * beta);
    }
    double sum = 0;
    for (int j = 0; j < POINTS; j++) {
      sum += weight(j, alpha)[0] * StableTails.log(side * x, member(j), side * beta);
    }
    return Math.min(sum, 0);
  }

  /** The derivative of {@link #tail} with respect to α (1) or β (2). */
  static double tailSlope(int operand, double x, double alpha, double beta, int side) {
    if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
      return 0;
    }
    double sign = operand == 2 ? side : 1;
    if (!isNearOne(alpha)) {
      return sign * StableTails.slope(operand, side * x, alpha, side * beta);
    }
    double sum = 0;
    for (int j = 0; j < POINTS; j++) {
      sum +=
          operand == 1
              ? weight(j, alpha)[1] * StableTails.log(side * x, member(j), side * beta)
              : weight(j, alpha)[0] * StableTails.slope(2, side * x, member(j), side * beta);
    }
    return sign * sum;
  }

  private static boolean isNearOne(double alpha) {
    return Math.abs(alpha - 1) < member(0) - 1;
  }

  /** The members of the family, from the greatest α down. */
  private static double member(int j) {
    return 1 + RADIUS * Math.cos(Math.PI * (j + 0.5) / POINTS);
  }

  /** The factor of member j in Lagrange's polynomial, and its derivative. */
  private static double[] weight(int j, double alpha) {
    double weight = 1;
    double slope = 0;
    for (int k = 0; k < POINTS; k++) {
      if (k != j) {
        double gap = member(j) - member(k);
        slope = (slope * (alpha - member(k)) + weight) / gap;
        weight *= (alpha - member(k)) / gap;
      }
    }
    return new double[] {weight, slope};
  }
}
