package dev.merapi.tensor;

import dev.merapi.tensor.internal.base.KeyWords;

/** Keys and counters of 128 bits as four words of 32 bits, each exact in a double. */
final class Words {
  private static final double WORD = 0x1p32;

  private Words() {}

  /** [4]: the words of two halves. */
  static Tensor of(long first, long second) {
    double[] words = new double[KeyWords.COUNT];
    KeyWords.write(first, words, 0);
    KeyWords.write(second, words, 2);
    return Tensor.of(words);
  }

  /** The axes K of keys [K.., 4]; a sentence where a tensor holds no keys. */
  static Shape batch(Shape keys) {
    if (!KeyWords.isLast(keys.toArray())) {
      throw new ShapeException(KeyWords.REFUSAL.formatted(keys));
    }
    return keys.dropRight(1);
  }

  /** The half of a single key that begins at word {@code at}. */
  static long half(Tensor words, int at) {
    if (batch(words.shape()).rank() != 0) {
      throw new ShapeException(
          "A batch of keys %s has no two halves of its own; draw a batch under it"
              .formatted(words.shape().dropRight(1)));
    }
    return KeyWords.half(words.toArray(), at);
  }

  /**
   * [N.., 4]: the counters (n, domain) of whole numbers [N..] between ±2⁵³, in two's complement.
   */
  static Tensor counters(Tensor n, long domain) {
    Tensor high = n.div(WORD).floor().mod(Tensor.scalar(WORD));
    Tensor low = n.mod(Tensor.scalar(WORD));
    Tensor zero = Tensor.zeros(n.shape());
    return Tensor.stack(-1, high, low, zero, Tensor.full(n.shape(), (double) domain));
  }

  /** Up to eight bytes from a place on as one number, padded with zeros. */
  static long littleEndian(byte[] bytes, int from) {
    long word = 0;
    for (int i = Math.min(from + 8, bytes.length) - 1; i >= from; i--) {
      word = word << 8 | (bytes[i] & 0xFF);
    }
    return word;
  }
}
