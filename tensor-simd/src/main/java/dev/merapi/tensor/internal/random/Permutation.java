package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;

/** Draws without replacement from {@code 0 … n − 1}, see {@link Shuffle}. */
public final class Permutation {
  private Permutation() {}

  /** All of {@code 0 … n − 1}, in random order. */
  public static int[] of(Key key, int n) {
    return subset(key, n, n);
  }

  /**
   * {@code k} different numbers of {@code 0 … n − 1}, in random order; the beginning of the
   * permutation of the same key, in time and space {@code O(k)} where k is a small part of n.
   */
  public static int[] subset(Key key, int n, int k) {
    if (k < 0 || n < k) {
      throw new ArgumentException(
          "Cannot take " + k + " different numbers out of " + n + ": ask for 0 to " + n + ".");
    }
    return new Shuffle(n, k).of(key.k0(), key.k1());
  }
}
