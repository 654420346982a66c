package dev.merapi.tensor;

/** Keys and counters of 128 bits as four words of 32 bits, each exact in a double. */
final class Words {
  private static final double WORD = 0x1p32;

  private Words() {}

  /** [4]: the words of two halves. */
  static Tensor of(long first, long second) {
    return Tensor.of(
        (double) (first >>> 32),
        (double) (first & 0xFFFF_FFFFL),
        (double) (second >>> 32),
        (double) (second & 0xFFFF_FFFFL));
  }

  /** The axes K of keys [K.., 4]; a sentence where a tensor holds no keys. */
  static Shape batch(Shape keys) {
    if (keys.rank() == 0 || keys.size(-1) != 4) {
      throw new ShapeException(
          "A key is four words of 32 bits along the last axis, but a tensor of shape %s was given"
              .formatted(keys));
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
    double[] values = words.toArray();
    return (long) values[at] << 32 | (long) values[at + 1];
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
