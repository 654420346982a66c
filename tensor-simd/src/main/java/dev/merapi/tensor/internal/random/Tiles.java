package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.Key;

/**
 * Bulk draws by tiles: words of a key's stream in, values out, whole groups of sixteen at a time.
 *
 * <p>A request for elements {@code first … first + n − 1} is cut at multiples of {@link #SIZE}; the
 * groups at its ends are computed whole and copied in part. Element {@code i} is therefore the same
 * value in any request that contains it.
 */
final class Tiles {
  /** Elements of a tile: words and values fit into the first-level cache. */
  static final int SIZE = 256;

  private Tiles() {}

  /** Turns {@code n} words, a multiple of sixteen, into as many values; called once per tile. */
  interface Transform {
    void apply(long[] words, double[] values, int n);
  }

  /** Elements {@code first … first + n − 1} of the draw that a transform makes of a key's words. */
  static void fill(Key key, long first, double[] out, int offset, int n, Transform transform) {
    long start = first & -Threefry.GROUP;
    long end = first + n;
    int size = (int) Math.min(SIZE, (end - start + Threefry.GROUP - 1) & -Threefry.GROUP);
    long[] words = new long[size];
    double[] values = new double[size];
    for (long at = start; at < end; at += size) {
      int count = (int) Math.min(size, (end - at + Threefry.GROUP - 1) & -Threefry.GROUP);
      Threefry.words(key, Domain.DRAW, at / Threefry.GROUP, words, 0, count / Threefry.GROUP);
      transform.apply(words, values, count);
      long from = Math.max(at, first);
      int length = (int) (Math.min(at + count, end) - from);
      System.arraycopy(values, (int) (from - at), out, offset + (int) (from - first), length);
    }
  }
}
