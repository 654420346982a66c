package dev.merapi.tensor.internal.kernel;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Threefry-2x64 with 20 rounds: a bijection {@code E_k} of 128-bit counters for each 128-bit key
 * {@code k}, whose values pass as random words.
 *
 * <p>Source: J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as
 * easy as 1, 2, 3", SC 2011, section 4.3 and table 2 (rotations of the 2x64 form); the parity
 * constant is that of Skein 1.3. Checked against the known answers of Random123.
 *
 * <p>The <em>word stream</em> of a key and a domain is an infinite sequence of 64-bit words. Word
 * {@code i} comes from the block of counter {@code (8⌊i/16⌋ + (i mod 8), domain)}: its first word
 * if {@code i mod 16 < 8}, else its second. Both words of a block are used, sixteen consecutive
 * words are eight blocks, and a register of up to eight lanes stores them without a shuffle.
 */
public final class Threefry {
  /** What both halves of a key are xored with to give its third word, so that not all are zero. */
  public static final long PARITY = 0x1BD11BDAA9FC1A22L;

  /** Words in a group: eight blocks of two. */
  public static final int GROUP = 16;

  private static final int HALF = GROUP / 2;

  private static final Gate GATE =
      new Gate(
          "threefry",
          GROUP,
          (_, y, n) -> {
            long[] words = new long[n];
            Lanes.words(1, 2, 3, 4, words, 0, n / GROUP);
            y[0] = words[n - 1];
          });

  private Threefry() {}

  /**
   * The block {@code E_(k0,k1)(c0,c1)}: its first word to {@code out[first]}, its second to {@code
   * out[second]}.
   */
  public static void block(long k0, long k1, long c0, long c1, long[] out, int first, int second) {
    long k2 = k0 ^ k1 ^ PARITY;
    long x = c0 + k0;
    long y = c1 + k1;
    x += y;
    y = Long.rotateLeft(y, 16) ^ x;
    x += y;
    y = Long.rotateLeft(y, 42) ^ x;
    x += y;
    y = Long.rotateLeft(y, 12) ^ x;
    x += y;
    y = Long.rotateLeft(y, 31) ^ x;
    x += k1;
    y += k2 + 1;
    x += y;
    y = Long.rotateLeft(y, 16) ^ x;
    x += y;
    y = Long.rotateLeft(y, 32) ^ x;
    x += y;
    y = Long.rotateLeft(y, 24) ^ x;
    x += y;
    y = Long.rotateLeft(y, 21) ^ x;
    x += k2;
    y += k0 + 2;
    x += y;
    y = Long.rotateLeft(y, 16) ^ x;
    x += y;
    y = Long.rotateLeft(y, 42) ^ x;
    x += y;
    y = Long.rotateLeft(y, 12) ^ x;
    x += y;
    y = Long.rotateLeft(y, 31) ^ x;
    x += k0;
    y += k1 + 3;
    x += y;
    y = Long.rotateLeft(y, 16) ^ x;
    x += y;
    y = Long.rotateLeft(y, 32) ^ x;
    x += y;
    y = Long.rotateLeft(y, 24) ^ x;
    x += y;
    y = Long.rotateLeft(y, 21) ^ x;
    x += k1;
    y += k2 + 4;
    x += y;
    y = Long.rotateLeft(y, 16) ^ x;
    x += y;
    y = Long.rotateLeft(y, 42) ^ x;
    x += y;
    y = Long.rotateLeft(y, 12) ^ x;
    x += y;
    y = Long.rotateLeft(y, 31) ^ x;
    out[first] = x + k2;
    out[second] = y + k0 + 5;
  }

  /** Word {@code i} of the stream of a key and a domain. */
  public static long word(long k0, long k1, long domain, long i) {
    long[] pair = new long[2];
    block(k0, k1, counter(i), domain, pair, 0, 1);
    return (i & HALF) == 0 ? pair[0] : pair[1];
  }

  /** The counter of the block that holds word {@code i}. */
  private static long counter(long i) {
    return ((i & -GROUP) >> 1) + (i & (HALF - 1));
  }

  /** Words {@code 16g … 16(g + groups) − 1} of the stream of a key and a domain. */
  public static void words(long k0, long k1, long domain, long g, long[] out, int o, int groups) {
    long counter = g * HALF;
    if (GATE.admits(groups * GROUP)) {
      Lanes.words(k0, k1, domain, counter, out, o, groups);
    } else {
      scalar(k0, k1, domain, counter, out, o, groups);
    }
  }

  /** The same words by scalar code. */
  public static void scalar(
      long k0, long k1, long domain, long counter, long[] out, int o, int groups) {
    for (int g = 0; g < groups; g++) {
      for (int j = 0; j < HALF; j++) {
        int at = o + g * GROUP + j;
        block(k0, k1, counter + (long) g * HALF + j, domain, out, at, at + HALF);
      }
    }
  }

  /**
   * The same rounds on registers. The block is free of loops and takes an array and an offset: C2
   * gives up on a loop around rotations that it tries to peel, and compiles this one at once.
   */
  public static final class Lanes {
    private static final VectorSpecies<Long> S = Species.LONGS;
    private static final int L = S.length();
    private static final LongVector IOTA = LongVector.zero(S).addIndex(1);

    private Lanes() {}

    static void words(long k0, long k1, long domain, long counter, long[] out, int o, int groups) {
      for (int g = 0; g < groups; g++) {
        for (int j = 0; j < HALF; j += L) {
          block(k0, k1, counter + (long) g * HALF + j, domain, out, o + g * GROUP + j);
        }
      }
    }

    private static void block(long k0, long k1, long c0, long c1, long[] out, int o) {
      long k2 = k0 ^ k1 ^ PARITY;
      LongVector x = IOTA.add(c0 + k0);
      LongVector y = LongVector.broadcast(S, c1 + k1);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 42).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 12).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 31).lanewise(VectorOperators.XOR, x);
      x = x.add(k1);
      y = y.add(k2 + 1);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 32).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 24).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 21).lanewise(VectorOperators.XOR, x);
      x = x.add(k2);
      y = y.add(k0 + 2);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 42).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 12).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 31).lanewise(VectorOperators.XOR, x);
      x = x.add(k0);
      y = y.add(k1 + 3);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 32).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 24).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 21).lanewise(VectorOperators.XOR, x);
      x = x.add(k1);
      y = y.add(k2 + 4);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 42).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 12).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 31).lanewise(VectorOperators.XOR, x);
      x.add(k2).intoArray(out, o);
      y.add(k0 + 5).intoArray(out, o + HALF);
    }
  }
}
