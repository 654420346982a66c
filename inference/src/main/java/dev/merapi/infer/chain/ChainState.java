package dev.merapi.infer.chain;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.tensor.Key;
import java.util.Arrays;

/**
 * Everything the rest of a chain depends on: saved and gone on from, it gives the identical draws.
 * It knows the kernel's state as bytes only, so it can be sent anywhere.
 *
 * @param chain the number of the chain, from 0
 * @param key the key of the chain; iteration i uses the part of it folded by i
 * @param iteration the transitions made so far, warm-up included
 * @param state the state, as the kernel's codec writes it
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record ChainState(int chain, Key key, long iteration, byte[] state) {
  /** The bytes of a chain's state. */
  public static final Codec<ChainState> CODEC =
      Codec.of(
          (state, out) -> {
            out.writeInt(state.chain);
            out.writeLong(state.key.k0());
            out.writeLong(state.key.k1());
            out.writeLong(state.iteration);
            out.writeBytes(state.state);
          },
          in ->
              new ChainState(
                  in.readInt(),
                  new Key.Known(in.readLong(), in.readLong()),
                  in.readLong(),
                  in.readBytes()));

  /** Copies the bytes. */
  public ChainState {
    state = state.clone();
  }

  /** Chain number {@code chain} before its first step. */
  public static <S> ChainState first(int chain, Key key, Kernel<S, ?> kernel, S state) {
    return new ChainState(chain, key, 0, kernel.codec().bytes(state));
  }

  /**
   * The kernel's state.
   *
   * @throws dev.merapi.infer.codec.DamagedException if it is that of another kind of kernel
   */
  public <S> S of(Kernel<S, ?> kernel) {
    return kernel.codec().of(state);
  }

  /** A copy of the bytes. */
  @Override
  public byte[] state() {
    return state.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChainState(int c, Key k, long i, byte[] s)
        && chain == c
        && key.equals(k)
        && iteration == i
        && Arrays.equals(state, s);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(state) + Long.hashCode(iteration);
  }

  @Override
  public String toString() {
    return "ChainState[chain=%d, iteration=%d, %d bytes]".formatted(chain, iteration, state.length);
  }
}
