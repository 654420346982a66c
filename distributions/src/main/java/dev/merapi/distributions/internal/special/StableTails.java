package dev.merapi.distributions.internal.special;

/**
 * The upper tail of the standard stable distribution in Nolan's S⁰ form, α ≠ 1: on its own side of
 * the shift ζ = −β tan(πα/2) an integral, on the other side what the lower tail, which is that of
 * −x and −β, leaves to 1.
 *
 * <p>Source: Nolan, "Numerical calculation of stable densities and distribution functions" (1997),
 * theorem 1.
 */
final class StableTails {
  private StableTails() {}

  /** ln P(X &gt; x). */
  static double log(double x, double alpha, double beta) {
    double y = distance(x, alpha, beta);
    if (y >= 0) {
      return Math.min(0, StableIntegral.tail(y, alpha, beta));
    }
    double below = Math.min(0, StableIntegral.tail(-y, alpha, -beta));
    if (below < -Math.log(2) || alpha > 1) {
      return below < -Math.log(2) ? Math.log1p(-Math.exp(below)) : Math.log(-Math.expm1(below));
    }
    // The other side of the shift, and what lies between it and x.
    double beyond = StableIntegral.tail(0, alpha, beta);
    double between = StableIntegral.head(-y, alpha, -beta);
    double most = Math.max(beyond, between);
    return most == Double.NEGATIVE_INFINITY
        ? most
        : most + Math.log(Math.exp(beyond - most) + Math.exp(between - most));
  }

  /** The derivative in α (1) or β (2) at a fixed x. */
  static double slope(int operand, double x, double alpha, double beta) {
    double y = distance(x, alpha, beta);
    if (y >= 0) {
      return StableIntegral.tailSlope(operand, y, alpha, beta);
    }
    double opposite = StableIntegral.tailSlope(operand, -y, alpha, -beta);
    double sign = operand == 2 ? -1 : 1;
    double below = StableIntegral.tail(-y, alpha, -beta);
    return -sign * opposite * Math.exp(below - log(x, alpha, beta));
  }

  private static double distance(double x, double alpha, double beta) {
    double tan =
        alpha > 1.5
            ? -Math.tan(Math.PI / 2 * (2 - alpha))
            : -1 / Math.tan(Math.PI / 2 * (alpha - 1));
    return x + beta * tan;
  }
}
