package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Draws without replacement from {@code 0 … n − 1}: the Fisher–Yates shuffle from the left. Place
 * {@code i} takes the value at {@code i + below(n − i)}, where the integer below {@code n − i}
 * comes from the stream of element {@code i}; every arrangement is equally likely.
 *
 * <p>A subset is the beginning of the permutation of the same key. Source: R. Durstenfeld,
 * "Algorithm 235: random permutation", CACM 7 (1964), 420.
 */
public final class Permutation {
  /** Below this part of the whole, a subset keeps only the places it has touched. */
  private static final int SPARSE = 16;

  private Permutation() {}

  /** All of {@code 0 … n − 1}, in random order. */
  public static int[] of(Key key, int n) {
    return dense(key, n, checked(n, n));
  }

  /**
   * {@code k} different numbers of {@code 0 … n − 1}, in random order; time and space {@code O(k)}.
   */
  public static int[] subset(Key key, int n, int k) {
    checked(n, k);
    return k < n / SPARSE ? sparse(key, n, k) : dense(key, n, k);
  }

  private static int checked(int n, int k) {
    if (k < 0 || n < k) {
      throw new ArgumentException(
          "Cannot take " + k + " different numbers out of " + n + ": ask for 0 to " + n + ".");
    }
    return k;
  }

  private static int other(Key key, int n, int i) {
    return i + (int) new Stream(key, i).below(n - i);
  }

  private static int[] dense(Key key, int n, int k) {
    int[] all = new int[n];
    for (int i = 0; i < n; i++) {
      all[i] = i;
    }
    for (int i = 0; i < k; i++) {
      int j = other(key, n, i);
      int taken = all[j];
      all[j] = all[i];
      all[i] = taken;
    }
    return k == n ? all : Arrays.copyOf(all, k);
  }

  /** The same swaps on a map of the places whose value is not their own number. */
  private static int[] sparse(Key key, int n, int k) {
    Map<Integer, Integer> moved = new HashMap<>(2 * k);
    int[] taken = new int[k];
    for (int i = 0; i < k; i++) {
      int j = other(key, n, i);
      int left = moved.getOrDefault(i, i);
      taken[i] = moved.getOrDefault(j, j);
      moved.put(j, left);
    }
    return taken;
  }
}
