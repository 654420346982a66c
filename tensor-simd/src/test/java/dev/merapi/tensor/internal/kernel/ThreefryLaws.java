package dev.merapi.tensor.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The word stream of a key: one meaning, computed a word, a group or a register at a time. */
class ThreefryLaws {
  @Property
  void groupsAreWords(
      @ForAll long k0,
      @ForAll long k1,
      @ForAll @LongRange(min = 0, max = 1L << 58) long g,
      @ForAll @IntRange(max = 5) int groups,
      @ForAll @IntRange(max = 3) int offset) {
    long[] words = new long[offset + 16 * groups];
    Threefry.words(k0, k1, 7, g, words, offset, groups);
    for (int i = 0; i < 16 * groups; i++) {
      assertEquals(Threefry.word(k0, k1, 7, 16 * g + i), words[offset + i]);
    }
  }

  @Property(tries = 200)
  void lanesAreScalar(
      @ForAll long k0,
      @ForAll long k1,
      @ForAll long domain,
      @ForAll long counter,
      @ForAll @IntRange(max = 5) int groups) {
    if (!Simd.on()) {
      return; // without vectors there is only the scalar form
    }
    long[] scalar = new long[16 * groups];
    long[] lanes = new long[16 * groups];
    Threefry.scalar(k0, k1, domain, counter, scalar, 0, groups);
    Threefry.Lanes.words(k0, k1, domain, counter, lanes, 0, groups);
    assertArrayEquals(scalar, lanes);
  }
}
