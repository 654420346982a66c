package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.internal.kernel.Domain;
import java.util.Arrays;

/**
 * {@code k} different numbers of {@code 0 … n − 1}: the Fisher–Yates shuffle from the left. Place
 * {@code i} takes the value at {@code i + below(n − i)}, where the integer below {@code n − i}
 * comes from the stream of element {@code i} of a key; every arrangement is equally likely, and a
 * smaller subset is the beginning of a larger one.
 *
 * <p>Where k is a small part of n, only the places whose value is not their own number are kept, in
 * a table with open addressing: time and space O(k). An instance owns the working memory of one
 * thread. Source: R. Durstenfeld, "Algorithm 235: random permutation", CACM 7 (1964), 420.
 */
public final class Shuffle {
  /** Below this part of the whole, a subset keeps only the places it has touched. */
  private static final int SPARSE = 16;

  /** First words of streams are drawn so many at a time. */
  private static final int BLOCK = 256;

  private final int n;
  private final int k;
  private final boolean sparse;
  private final int[] taken;
  private final int[] places;
  private final int[] values;
  private final long[] keys = new long[BLOCK];
  private final long[] elements = new long[BLOCK];
  private final long[] words = new long[BLOCK];
  private final long[] unused = new long[BLOCK];
  private final long[] pair = new long[2];

  /**
   * Of n numbers, k.
   *
   * @throws ArgumentException unless 0 ≤ k ≤ n
   */
  public Shuffle(int n, int k) {
    if (k < 0 || n < k) {
      throw new ArgumentException(
          "Cannot take " + k + " different numbers out of " + n + ": ask for 0 to " + n + ".");
    }
    this.n = n;
    this.k = k;
    this.sparse = k < n / SPARSE;
    this.taken = new int[k];
    int room = sparse ? Integer.highestOneBit(Math.max(1, k)) << 2 : 0;
    this.places = new int[room];
    this.values = new int[sparse ? room : n];
  }

  /** The numbers of one key, in random order; they last until the next call. */
  public int[] of(long k0, long k1) {
    prepare();
    Arrays.fill(keys, k0);
    for (int from = 0; from < k; from += BLOCK) {
      int size = Math.min(BLOCK, k - from);
      for (int i = 0; i < BLOCK; i++) {
        elements[i] = (long) from + i;
      }
      KeyedThreefry.blocks(keys, k1, elements, Domain.STREAM, words, unused, pair, size);
      for (int i = 0; i < size; i++) {
        take(from + i, from + i + below(k0, k1, from + i, words[i]));
      }
    }
    return taken;
  }

  private void prepare() {
    if (sparse) {
      Arrays.fill(places, -1);
    } else {
      for (int i = 0; i < n; i++) {
        values[i] = i;
      }
    }
  }

  /** {@link Stream#below} of n − i, from the first word of the stream where that is enough. */
  private int below(long k0, long k1, int i, long word) {
    long bound = (long) n - i;
    boolean certain = Long.compareUnsigned(word * bound, bound) >= 0;
    return (int)
        (certain ? Math.unsignedMultiplyHigh(word, bound) : new Stream(k0, k1, i).below(bound));
  }

  private void take(int i, int j) {
    if (sparse) {
      int here = slot(i);
      int left = places[here] == i ? values[here] : i;
      int there = slot(j);
      taken[i] = places[there] == j ? values[there] : j;
      places[there] = j;
      values[there] = left;
    } else {
      taken[i] = values[j];
      values[j] = values[i];
      values[i] = taken[i];
    }
  }

  /** Where a place stands in the table, or would. */
  private int slot(int place) {
    int mask = places.length - 1;
    int at = (place * 0x9E3779B9) >>> 1 & mask;
    while (places[at] != place && places[at] >= 0) {
      at = at + 1 & mask;
    }
    return at;
  }
}
