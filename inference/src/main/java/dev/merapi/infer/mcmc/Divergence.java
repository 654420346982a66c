package dev.merapi.infer.mcmc;

import java.util.Arrays;

/**
 * A leapfrog step whose energy error exceeded the limit: the target curves there faster than the
 * step size can follow, and what lies beyond is explored badly.
 *
 * @param from the position before the step; near the region that causes the trouble
 * @param to the position after it; may hold infinities
 * @param energyError H − H₀ after the step; +∞ where there is no density
 * @param logDensity log p(to); NaN and +∞ are no log-densities, and mean a fault of the target
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record Divergence(double[] from, double[] to, double energyError, double logDensity) {
  /** Copies the arrays. */
  public Divergence {
    from = from.clone();
    to = to.clone();
  }

  /** Whether the log density was NaN or +∞ there, which is no log-density. */
  public boolean isFault() {
    return !(logDensity < Double.POSITIVE_INFINITY);
  }

  /** A copy of the position before the step. */
  @Override
  public double[] from() {
    return from.clone();
  }

  /** A copy of the position after the step. */
  @Override
  public double[] to() {
    return to.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Divergence(double[] f, double[] t, double error, double value)
        && Arrays.equals(from, f)
        && Arrays.equals(to, t)
        && Double.compare(energyError, error) == 0
        && Double.compare(logDensity, value) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(from) + Double.hashCode(energyError);
  }

  @Override
  public String toString() {
    return "Divergence["
        + Arrays.toString(from)
        + " → "
        + Arrays.toString(to)
        + ", energyError="
        + energyError
        + "]";
  }
}
