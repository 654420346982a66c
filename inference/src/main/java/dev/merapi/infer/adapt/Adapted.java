package dev.merapi.infer.adapt;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.mcmc.Point;

/**
 * The state of a kernel that learns: where it is, and what it has learnt.
 *
 * @param point where the chain is
 * @param adaptation how far warm-up has come, and the tuning it has found
 */
record Adapted(Point point, Adaptation adaptation) {
  /** The bytes of such a state. */
  public static final Codec<Adapted> CODEC =
      Codec.of(
          (state, out) -> {
            Point.CODEC.write(state.point, out);
            Adaptation.CODEC.write(state.adaptation, out);
          },
          in -> new Adapted(Point.CODEC.read(in), Adaptation.CODEC.read(in)));
}
