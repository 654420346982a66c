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
  /**
   * The bytes of such a state.
   *
   * @param adaptations those of what has been learnt
   */
  static Codec<Adapted> codec(Codec<Adaptation> adaptations) {
    return Codec.of(
        (state, out) -> {
          Point.CODEC.write(state.point, out);
          adaptations.write(state.adaptation, out);
        },
        in -> new Adapted(Point.CODEC.read(in), adaptations.read(in)));
  }
}
