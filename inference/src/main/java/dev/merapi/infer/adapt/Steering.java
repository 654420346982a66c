package dev.merapi.infer.adapt;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.mcmc.McmcInfo;

/**
 * The acceptance that a warm-up steers towards, and what it gets.
 *
 * @param target δ now
 * @param divergences the late divergences
 * @param count the transitions looked at: of the last stretch, then of the trial behind it
 * @param sum their acceptances together
 * @param retries how often a trial has failed
 */
record Steering(double target, int divergences, int count, double sum, int retries) {
  static final Codec<Steering> CODEC =
      Codec.of(
          (steering, out) -> {
            out.writeDouble(steering.target);
            out.writeInt(steering.divergences);
            out.writeInt(steering.count);
            out.writeDouble(steering.sum);
            out.writeInt(steering.retries);
          },
          in ->
              new Steering(
                  in.readDouble(), in.readInt(), in.readInt(), in.readDouble(), in.readInt()));

  private static final int DIVERGENCES = 2;
  private static final double CAREFUL = 0.95;
  private static final double MOST_CAREFUL = 0.99;

  static Steering towards(double target) {
    return new Steering(target, 0, 0, 0, 0);
  }

  /** After a transition; a second late divergence asks for small steps. */
  Steering after(McmcInfo info, boolean late) {
    int seen = divergences + (late && info.divergent() ? 1 : 0);
    boolean raise = seen >= DIVERGENCES && target < CAREFUL;
    return raise
        ? new Steering(CAREFUL, seen, 0, 0, retries)
        : new Steering(target, seen, count + 1, sum + info.acceptance(), retries);
  }

  /** The mean acceptance; NaN of none. */
  double acceptance() {
    return sum / count;
  }

  /** With the count at 0. */
  Steering counting() {
    return new Steering(target, divergences, 0, 0, retries);
  }

  /** Whether there are smaller steps to try. */
  boolean canRetry() {
    return target < MOST_CAREFUL;
  }

  /** After a trial that failed. */
  Steering retried() {
    return new Steering(target < CAREFUL ? CAREFUL : MOST_CAREFUL, divergences, 0, 0, retries + 1);
  }
}
