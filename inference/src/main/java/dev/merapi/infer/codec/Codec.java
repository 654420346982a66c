package dev.merapi.infer.codec;

import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A value as bytes and back: {@code of(bytes(s)) = s}, bit for bit.
 *
 * @param <S> the value
 */
public interface Codec<S> {
  /** Appends a value. */
  void write(S value, Encoder out);

  /**
   * Reads what {@link #write} has appended, and no more.
   *
   * @throws DamagedException if there is no such value
   */
  S read(Decoder in);

  /** The codec made of two functions. */
  static <S> Codec<S> of(BiConsumer<S, Encoder> write, Function<Decoder, S> read) {
    return new Codec<>() {
      @Override
      public void write(S value, Encoder out) {
        write.accept(value, out);
      }

      @Override
      public S read(Decoder in) {
        return read.apply(in);
      }
    };
  }

  /** All bytes of a value. */
  default byte[] bytes(S value) {
    Encoder out = new Encoder();
    write(value, out);
    return out.bytes();
  }

  /**
   * The value whose bytes these are.
   *
   * @throws DamagedException if they are those of no value, or too many
   */
  default S of(byte[] bytes) {
    Decoder in = new Decoder(bytes);
    S value = read(in);
    in.requireEnd();
    return value;
  }
}
