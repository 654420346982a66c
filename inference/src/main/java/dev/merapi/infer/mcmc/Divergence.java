package dev.merapi.infer.mcmc;

import java.util.Arrays;

/**
 * A leapfrog step whose energy error exceeded the limit: the target curves there faster than the
 * step size can follow, and what lies beyond is explored badly.
 *
 * @param from the position before the step; near the region that causes the trouble
 * @param to the position after it; may hold infinities
 * @param energyError H − H₀ after the step; +∞ where the density is zero or NaN
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record Divergence(double[] from, double[] to, double energyError) {
  /** Copies the arrays. */
  public Divergence {
    from = from.clone();
    to = to.clone();
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
    return other instanceof Divergence(double[] f, double[] t, double error)
        && Arrays.equals(from, f)
        && Arrays.equals(to, t)
        && Double.compare(energyError, error) == 0;
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
