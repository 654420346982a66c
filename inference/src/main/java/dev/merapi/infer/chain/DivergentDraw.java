package dev.merapi.infer.chain;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.mcmc.Divergence;

/**
 * A divergence after warm-up.
 *
 * @param draw the index of the draw whose trajectory diverged; with thinning, of the one kept next
 * @param divergence where it did
 */
public record DivergentDraw(int draw, Divergence divergence) {
  static final Codec<DivergentDraw> CODEC =
      Codec.of(
          (divergent, out) -> {
            out.writeInt(divergent.draw);
            out.writeDoubles(divergent.divergence.from());
            out.writeDoubles(divergent.divergence.to());
            out.writeDouble(divergent.divergence.energyError());
            out.writeDouble(divergent.divergence.logDensity());
          },
          in ->
              new DivergentDraw(
                  in.readInt(),
                  new Divergence(
                      in.readDoubles(), in.readDoubles(), in.readDouble(), in.readDouble())));
}
