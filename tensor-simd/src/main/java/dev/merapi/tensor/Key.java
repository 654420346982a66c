package dev.merapi.tensor;

import dev.merapi.tensor.internal.random.Domain;
import dev.merapi.tensor.internal.random.Threefry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A key of 128 bits: the whole state of randomness, an immutable value.
 *
 * <p>Draws are functions of a key, and new keys are functions of a key and a name or a number, so
 * nothing depends on the order in which things happen. Every derivation is a block of {@link
 * Threefry} under this key; the second word of its counter holds the {@link Domain}, so draws,
 * folds of numbers, folds of names and splits never meet.
 *
 * <p>Do not use one key for two draws of the same kind: they would be equal. Fold a name in.
 */
public record Key(long k0, long k1) {
  /** The second half of the keys of {@link #ofBits}: "noise". */
  public static final long BITS = 0x6e6f697365L;

  /** The key of a seed; distinct seeds have distinct keys. */
  public static Key of(long seed) {
    return new Key(0, 0).derive(seed, Domain.SEED);
  }

  /**
   * The key that is written in the bits of a number: one for each of the 2^52 uniform numbers, so
   * that a uniform number can stand for a stream of its own.
   */
  public static Key ofBits(double number) {
    return new Key(Double.doubleToRawLongBits(number), BITS);
  }

  /** The key of the {@code n}-th of many like things under this key; injective in {@code n}. */
  public Key fold(long n) {
    return derive(n, Domain.NUMBER);
  }

  /**
   * The key of a named thing under this key.
   *
   * <p>The length of the name in UTF-8 is absorbed first, then the name in blocks of 16 bytes
   * (little-endian, the last one padded with zeros), each block being the counter under the key
   * reached so far. Names of equal length up to 16 bytes can therefore not collide; others collide
   * with probability {@code 2^-128}.
   */
  public Key fold(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    Key key = derive(bytes.length, Domain.NAME);
    for (int i = 0; i < bytes.length; i += 16) {
      key = key.derive(littleEndian(bytes, i), littleEndian(bytes, i + 8));
    }
    return key;
  }

  /** {@code n} keys; the first of them do not depend on {@code n}. */
  public List<Key> split(int n) {
    if (n < 0) {
      throw new ArgumentException(
          "A key splits into a number of keys that is not negative, but got " + n + ".");
    }
    return LongStream.range(0, n).mapToObj(i -> derive(i, Domain.SPLIT)).toList();
  }

  private Key derive(long c0, long c1) {
    long[] block = new long[2];
    Threefry.block(k0, k1, c0, c1, block, 0, 1);
    return new Key(block[0], block[1]);
  }

  private static long littleEndian(byte[] bytes, int from) {
    long word = 0;
    for (int i = Math.min(from + 8, bytes.length) - 1; i >= from; i--) {
      word = word << 8 | (bytes[i] & 0xFF);
    }
    return word;
  }
}
