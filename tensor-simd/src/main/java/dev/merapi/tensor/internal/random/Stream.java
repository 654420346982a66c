package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.Domain;
import dev.merapi.tensor.internal.kernel.Threefry;

/**
 * The endless stream of words of one element of a draw, for methods that reject.
 *
 * <p>Block {@code b} of element {@code i} has the counter {@code (i, 5 + 2^8·b)}, so elements never
 * share a block and how many words one of them uses is no matter to the others. An instance lives
 * inside the computation of one element.
 */
public final class Stream {
  private final long k1;
  private final long element;
  private final long[] block = new long[2];
  private long k0;
  private boolean known;
  private long next;

  Stream(long k0, long k1, long element) {
    this.k0 = k0;
    this.k1 = k1;
    this.element = element;
  }

  /** The stream from its fourth word on, which is known. */
  static Stream fromFourth(long k0, long k1, long element, long fourth) {
    Stream stream = new Stream(k0, k1, element);
    stream.block[1] = fourth;
    stream.next = 3;
    return stream;
  }

  /** From now on the stream of another key, of which the first block is known. */
  void begin(long key, long first, long second) {
    k0 = key;
    block[0] = first;
    block[1] = second;
    known = true;
    next = 0;
  }

  /** The next word. */
  long word() {
    int half = (int) (next & 1);
    if (half == 0 && !(known && next == 0)) {
      Threefry.block(k0, k1, element, Domain.STREAM | next >>> 1 << 8, block, 0, 1);
    }
    next++;
    return block[half];
  }

  /** The next uniform on (0, 1). */
  double uniform() {
    return UniformDraw.of(word());
  }

  /** The next standard normal; takes a pair of words. */
  double normal() {
    long radius = word();
    return NormalDraw.of(radius, word(), 0);
  }

  /** The next exponential of rate 1. */
  double exponential() {
    return ExponentialDraw.of(word());
  }

  /**
   * The next integer, uniform on {@code 0 … bound − 1} without bias: the high half of word × bound,
   * rejecting the few words whose low half falls short. Source: D. Lemire, "Fast random integer
   * generation in an interval", ACM TOMACS 29 (2019), algorithm 5.
   */
  long below(long bound) {
    long word = word();
    long low = word * bound;
    if (Long.compareUnsigned(low, bound) < 0) {
      long threshold = Long.remainderUnsigned(-bound, bound);
      while (Long.compareUnsigned(low, threshold) < 0) {
        word = word();
        low = word * bound;
      }
    }
    return Math.unsignedMultiplyHigh(word, bound);
  }
}
