package dev.merapi.tensor.internal.base;

/**
 * A key of 128 bits as four words of 32 bits, the high one of each half first, each a whole number
 * in a double.
 */
public final class KeyWords {
  /** Words of a key. */
  public static final int COUNT = 4;

  /** What is said of a tensor that holds no keys; its shape is to be filled in. */
  public static final String REFUSAL =
      "A key is four words of 32 bits along the last axis, but a tensor of shape %s was given";

  private KeyWords() {}

  /** Whether the last of these sizes is that of a key. */
  public static boolean isLast(int... sizes) {
    return sizes.length > 0 && sizes[sizes.length - 1] == COUNT;
  }

  /** The half of a key whose words begin at a place of an array. */
  public static long half(double[] words, int at) {
    return (long) words[at] << 32 | (long) words[at + 1];
  }

  /** Writes a half of a key as two words. */
  public static void write(long half, double[] words, int at) {
    words[at] = half >>> 32;
    words[at + 1] = half & 0xFFFF_FFFFL;
  }
}
