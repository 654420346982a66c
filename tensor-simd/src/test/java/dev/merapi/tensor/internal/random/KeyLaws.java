package dev.merapi.tensor.internal.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Keys: derivation is a function, derived keys are distinct, and purposes do not meet. */
class KeyLaws {
  @Property
  void derivationIsAFunction(@ForAll long seed, @ForAll String name, @ForAll long n) {
    assertEquals(Key.of(seed).fold(name).fold(n), Key.of(seed).fold(name).fold(n));
  }

  @Property
  void namesAreDistinct(@ForAll long seed, @ForAll String a, @ForAll String b) {
    Assume.that(!a.equals(b) && wellFormed(a) && wellFormed(b));
    assertNotEquals(Key.of(seed).fold(a), Key.of(seed).fold(b));
  }

  @Property
  void foldsDoNotCommuteOrJoin(@ForAll long seed, @ForAll String a, @ForAll String b) {
    Assume.that(!a.equals(b) && wellFormed(a) && wellFormed(b));
    Key key = Key.of(seed);
    assertNotEquals(key.fold(a).fold(b), key.fold(b).fold(a));
    assertNotEquals(key.fold(a).fold(b), key.fold(a + b));
  }

  /** Eight at a time are those one by one, wherever they begin and in any order. */
  @Property
  void foldsInARowAreFolds(@ForAll long seed, @ForAll long first, @ForAll @IntRange int step) {
    Key key = Key.of(seed);
    Folds folds = new Folds(key);
    for (int i = 0; i < 20; i++) {
      long n = first + (long) i * (step % 5);
      assertEquals(key.fold(n), folds.at(n));
    }
  }

  @Property
  void splitIsPrefixConsistent(
      @ForAll long seed, @ForAll @IntRange(max = 20) int n, @ForAll @IntRange(max = 20) int more) {
    Key key = Key.of(seed);
    assertEquals(key.split(n), key.split(n + more).subList(0, n));
  }

  @Example
  void hundredThousandKeysAreDistinct() {
    Key key = Key.of(0);
    Set<Key> keys = new HashSet<>(key.split(20_000));
    for (int i = 0; i < 20_000; i++) {
      keys.add(Key.of(i));
      keys.add(key.fold(i));
      keys.add(key.fold("site" + i));
      keys.add(key.fold("a plate of some length, element " + i));
    }
    assertEquals(100_000, keys.size());
  }

  @Example
  void trailingZerosCount() {
    Key key = Key.of(1);
    assertNotEquals(key.fold(""), key.fold("\0"));
    assertNotEquals(key.fold("x".repeat(16)), key.fold("x".repeat(16) + "\0"));
  }

  @Example
  void childrenOfNeighboursDifferInHalfTheirBits() {
    long flipped = 0;
    for (int i = 0; i < 10_000; i++) {
      Key a = Key.of(i);
      Key b = Key.of(i + 1);
      flipped += Long.bitCount(a.k0() ^ b.k0()) + Long.bitCount(a.k1() ^ b.k1());
    }
    // Binomial(1280000, 1/2): five standard deviations are 2828 bits.
    assertTrue(Math.abs(flipped - 640_000) < 2828, "bits that differ: " + flipped);
  }

  @Example
  void splitRefusesNegative() {
    var error = assertThrows(ArgumentException.class, () -> Key.of(0).split(-1));
    assertTrue(error.getMessage().contains("-1"), error.getMessage());
  }

  /** Lone surrogates all become the same byte in UTF-8, so such strings can share a key. */
  private static boolean wellFormed(String name) {
    return name.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }
}
