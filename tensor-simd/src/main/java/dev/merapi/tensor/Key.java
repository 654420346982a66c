package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

import dev.merapi.tensor.internal.kernel.Domain;
import dev.merapi.tensor.internal.kernel.Threefry;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A key of 128 bits: the whole state of randomness, an immutable value. A {@link Known} key has its
 * two numbers; a {@link Traced} one stands in a graph, so that what is drawn under it is a function
 * of the key that is given later.
 *
 * <p>Draws are functions of a key, and new keys are functions of a key and a name or a number, so
 * nothing depends on the order in which things happen. Every derivation is a block of Threefry-2x64
 * under this key; the second word of its counter says what it is for, so draws, folds of numbers,
 * folds of names and splits never meet. Known and traced keys have the same derivations, bit for
 * bit.
 *
 * <p>Do not use one key for two draws of the same kind: they would be equal. Fold a name in.
 */
public sealed interface Key {
  /** The second half of the keys of {@link #ofBits}: "noise". */
  long BITS = 0x6e6f697365L;

  /** A key whose two halves are known. */
  record Known(long k0, long k1) implements Key {
    @Override
    public Tensor words() {
      return Words.of(k0, k1);
    }

    @Override
    public Key fold(Tensor n) {
      return n instanceof Dense known && known.rank() == 0
          ? fold((long) known.item())
          : Key.super.fold(n);
    }
  }

  /**
   * A key that a graph computes, or a batch of keys.
   *
   * @param words [K.., 4]: 32 bits each, the high word of each half first, whole numbers below 2³²
   */
  record Traced(Tensor words) implements Key {
    /** Checks the shape. */
    public Traced {
      var _ = Words.batch(words.shape());
    }

    @Override
    public long k0() {
      return Words.half(words, 0);
    }

    @Override
    public long k1() {
      return Words.half(words, 2);
    }
  }

  /** The key of a seed; distinct seeds have distinct keys. */
  static Key of(long seed) {
    return derive(new Known(0, 0), seed, Domain.SEED);
  }

  /** The key of a computed seed, or for [N..] the keys: whole numbers between ±2⁵³. */
  static Key of(Tensor seed) {
    return seed instanceof Dense known && known.rank() == 0
        ? of((long) known.item())
        : new Traced(WORDS.fold(Words.of(0, 0), Words.counters(seed, Domain.SEED)));
  }

  /**
   * The key that is written in the bits of a number: one for each of the 2^52 uniform numbers, so
   * that a uniform number can stand for a stream of its own.
   */
  static Key ofBits(double number) {
    return new Known(Double.doubleToRawLongBits(number), BITS);
  }

  /**
   * The key, or for [K.., 4] the batch of keys, that has these {@link #words}: the way back from a
   * function of tensors.
   */
  static Key ofWords(Tensor words) {
    return words instanceof Dense known && known.rank() == 1
        ? new Known(Words.half(words, 0), Words.half(words, 2))
        : new Traced(words);
  }

  /** The first half; an error that names the input where the key is traced. */
  long k0();

  /** The second half; an error that names the input where the key is traced. */
  long k1();

  /**
   * The key as a tensor [4], or [K.., 4] for a batch, so that it can pass through functions of
   * tensors: 32 bits each, the high word of each half first.
   */
  Tensor words();

  /** The key of the {@code n}-th of many like things under this key; injective in {@code n}. */
  default Key fold(long n) {
    return derive(this, n, Domain.NUMBER);
  }

  /**
   * The key, or the keys, of computed numbers [N..]: whole ones between ±2⁵³. A batch of keys [K..]
   * and the numbers broadcast.
   */
  default Key fold(Tensor n) {
    return new Traced(WORDS.fold(words(), Words.counters(n, Domain.NUMBER)));
  }

  /**
   * The key of a named thing under this key.
   *
   * <p>The length of the name in UTF-8 is absorbed first, then the name in blocks of 16 bytes
   * (little-endian, the last one padded with zeros), each block being the counter under the key
   * reached so far. Names of equal length up to 16 bytes can therefore not collide; others collide
   * with probability {@code 2^-128}.
   */
  default Key fold(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    Key key = derive(this, bytes.length, Domain.NAME);
    for (int i = 0; i < bytes.length; i += 16) {
      key = derive(key, Words.littleEndian(bytes, i), Words.littleEndian(bytes, i + 8));
    }
    return key;
  }

  /**
   * {@code n} keys, made when they are asked for; the first of them do not depend on {@code n}.
   *
   * @throws ArgumentException if n is negative
   */
  default List<Key> split(int n) {
    if (n < 0) {
      throw new ArgumentException(
          "A key splits into a number of keys that is not negative, but got " + n + ".");
    }
    return new Split(n, i -> derive(this, i, Domain.SPLIT));
  }

  /** The block of counter (c0, c1) under a key. */
  private static Key derive(Key key, long c0, long c1) {
    return switch (key) {
      case Known(long k0, long k1) -> {
        long[] block = new long[2];
        Threefry.block(k0, k1, c0, c1, block, 0, 1);
        yield new Known(block[0], block[1]);
      }
      case Traced(Tensor words) -> new Traced(WORDS.fold(words, Words.of(c0, c1)));
    };
  }
}
