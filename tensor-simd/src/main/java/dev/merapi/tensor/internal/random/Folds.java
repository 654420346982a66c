package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.kernel.Domain;
import dev.merapi.tensor.internal.kernel.Threefry;

/**
 * {@code key.fold(n)} for many n that follow each other: eight are made at a time, which takes as
 * long as one or two, since none waits for another. An instance belongs to one thread.
 */
public final class Folds {
  private static final int MANY = Threefry.GROUP / 2;

  private final Key key;
  private final long[] words = new long[Threefry.GROUP];
  private long group = Long.MIN_VALUE;

  /** The folds of a key. */
  public Folds(Key key) {
    this.key = key;
  }

  /** The n-th, bit for bit {@link Key#fold(long)}; from that function if n is negative. */
  public Key at(long n) {
    if (n < 0 || !(key instanceof Key.Known(long k0, long k1))) {
      return key.fold(n);
    }
    long wanted = n / MANY;
    if (wanted != group) {
      Threefry.words(k0, k1, Domain.NUMBER, wanted, words, 0, 1);
      group = wanted;
    }
    int at = (int) (n % MANY);
    return new Key.Known(words[at], words[at + MANY]);
  }
}
