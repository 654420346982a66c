package dev.merapi.infer.chain;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.mcmc.Tuning;
import java.util.Optional;

/**
 * The report on the warm-up of one chain.
 *
 * @param iterations the warm-up iterations made
 * @param leapfrogs the gradient evaluations of their transitions
 * @param divergences how many of them diverged; some are usual while the step size is still found
 * @param tuning what the kernel had learnt in the end, if it learns
 */
public record WarmUpInfo(
    long iterations, long leapfrogs, int divergences, Optional<Tuning> tuning) {
  static final Codec<WarmUpInfo> CODEC = Codec.of(WarmUpInfo::write, WarmUpInfo::read);

  private static void write(WarmUpInfo info, Encoder out) {
    out.writeLong(info.iterations);
    out.writeLong(info.leapfrogs);
    out.writeInt(info.divergences);
    out.writeBoolean(info.tuning.isPresent());
    info.tuning.ifPresent(tuning -> Tuning.CODEC.write(tuning, out));
  }

  private static WarmUpInfo read(Decoder in) {
    return new WarmUpInfo(
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readBoolean() ? Optional.of(Tuning.CODEC.read(in)) : Optional.empty());
  }

  /** This part of a warm-up followed by another. */
  WarmUpInfo then(WarmUpInfo next) {
    return new WarmUpInfo(
        iterations + next.iterations,
        leapfrogs + next.leapfrogs,
        divergences + next.divergences,
        next.tuning);
  }
}
