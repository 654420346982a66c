package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.Domain;
import dev.merapi.tensor.internal.kernel.Threefry;

/**
 * Bulk draws by tiles: words of a key's stream in, values out, whole groups of sixteen at a time.
 * An instance is the working memory of one thread.
 *
 * <p>A request for elements {@code first … first + n − 1} is cut at multiples of {@link #SIZE}; the
 * groups at its ends are computed whole and copied in part. Element {@code i} is therefore the same
 * value in any request that contains it.
 */
public final class Tiles {
  /** Elements of a tile: words and values fit into the first-level cache. */
  static final int SIZE = 256;

  private final long[] words;
  private final double[] values;

  /** Working memory for requests of {@code n} elements. */
  public Tiles(long n) {
    int size = (int) Math.min(SIZE, whole(n + Threefry.GROUP - 1));
    this.words = new long[size];
    this.values = new double[size];
  }

  /** Turns {@code n} words, a multiple of sixteen, into as many values; called once per tile. */
  @FunctionalInterface
  public interface Transform {
    /** Fills the first {@code n} values. */
    void apply(long[] words, double[] values, int n);
  }

  /**
   * Elements {@code first … first + n − 1} of the draw that a transform makes of the words of a
   * key.
   */
  public void fill(
      long k0, long k1, long first, double[] out, int offset, int n, Transform transform) {
    long end = first + n;
    for (long at = first & -Threefry.GROUP; at < end; at += words.length) {
      int count = (int) Math.min(words.length, whole(end - at));
      Threefry.words(k0, k1, Domain.DRAW, at / Threefry.GROUP, words, 0, count / Threefry.GROUP);
      transform.apply(words, values, count);
      long from = Math.max(at, first);
      int length = (int) (Math.min(at + count, end) - from);
      System.arraycopy(values, (int) (from - at), out, offset + (int) (from - first), length);
    }
  }

  /** The least multiple of sixteen that is not below {@code n}. */
  private static long whole(long n) {
    return (n + Threefry.GROUP - 1) & -Threefry.GROUP;
  }
}
