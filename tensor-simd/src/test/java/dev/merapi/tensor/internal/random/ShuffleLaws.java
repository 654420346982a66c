package dev.merapi.tensor.internal.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Permutations and subsets: bijections, prefixes of one another, every arrangement as likely. */
class ShuffleLaws {
  private static int[] permutation(Key key, int n) {
    return subset(key, n, n);
  }

  private static int[] subset(Key key, int n, int k) {
    return new Shuffle(n, k).of(key.k0(), key.k1());
  }

  @Property(tries = 200)
  void isABijection(@ForAll long seed, @ForAll @IntRange(max = 200) int n) {
    int[] sorted = permutation(Key.of(seed), n);
    Arrays.sort(sorted);
    for (int i = 0; i < n; i++) {
      assertEquals(i, sorted[i]);
    }
  }

  @Property(tries = 300)
  void subsetIsAPrefix(
      @ForAll long seed, @ForAll @IntRange(max = 500) int n, @ForAll @IntRange(max = 500) int k) {
    int size = Math.min(n, k);
    int[] whole = permutation(Key.of(seed), n);
    assertArrayEquals(Arrays.copyOf(whole, size), subset(Key.of(seed), n, size));
  }

  @Example
  void everyArrangementOfFourIsAsLikely() {
    double[] index = new double[24_000];
    for (int i = 0; i < index.length; i++) {
      int[] p = permutation(Key.of(30).fold(i), 4);
      int last = p[2] < p[3] ? 0 : 1;
      int second = p[1] - (p[0] < p[1] ? 1 : 0);
      index[i] = p[0] * 6 + second * 2 + last;
    }
    Fit.discrete(index, 24, k -> 1.0 / 24);
  }

  @Example
  void aSubsetOfAHugeRangeIsCheap() {
    int[] subset = subset(Key.of(31), Integer.MAX_VALUE, 1000);
    assertEquals(1000, Arrays.stream(subset).distinct().count());
    assertTrue(Arrays.stream(subset).allMatch(i -> i >= 0));
  }

  @Example
  void refusesMoreThanThereAre() {
    var error = assertThrows(ArgumentException.class, () -> new Shuffle(3, 4));
    assertTrue(error.getMessage().contains("4 different numbers out of 3"), error.getMessage());
  }
}
