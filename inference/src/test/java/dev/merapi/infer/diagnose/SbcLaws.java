package dev.merapi.infer.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class SbcLaws {
  private static final int DRAWS = 19;

  /**
   * μ ~ Normal(0, 1), y | μ ~ Normal(μ, 1), posterior Normal(y/2, 1/2): ranks of exact posterior
   * draws, the spread of which is stretched by a factor.
   */
  private static Sbc conjugate(double stretch) {
    List<Integer> ranks = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      double[] z = new double[2 + DRAWS];
      Draws.normal(Key.of(5).fold(i), z, 0, z.length);
      double[] posterior = new double[DRAWS];
      for (int s = 0; s < DRAWS; s++) {
        posterior[s] = (z[0] + z[1]) / 2 + stretch * Math.sqrt(0.5) * z[2 + s];
      }
      ranks.add(Sbc.rank(z[0], posterior));
    }
    return new Sbc(DRAWS, ranks);
  }

  /** χ² with 19 degrees of freedom exceeds 43.8 once in a thousand times. */
  @Example
  void ranksOfTheExactPosteriorAreUniform() {
    assertTrue(conjugate(1).chiSquared(20) < 43.8, () -> "χ² " + conjugate(1).chiSquared(20));
  }

  @Example
  void aPosteriorTooNarrowOrTooWideIsNoticed() {
    assertTrue(conjugate(0.8).chiSquared(20) > 60);
    assertTrue(conjugate(1.3).chiSquared(20) > 60);
  }

  @Example
  void histogramsCountEveryRankOnce() {
    Sbc sbc = new Sbc(3, List.of(0, 1, 1, 2, 3, 3));
    assertEquals(List.of(1, 2, 1, 2), sbc.histogram(4));
    assertEquals(List.of(3, 3), sbc.histogram(2));
    assertEquals(2, Sbc.rank(0.5, new double[] {0.1, 0.9, 0.3}));
    assertThrows(ArgumentException.class, () -> sbc.histogram(3));
    assertThrows(ArgumentException.class, () -> new Sbc(3, List.of(4)));
  }

  @Property
  void thinnedDrawsAreEveryKth(
      @ForAll @IntRange(max = 500) int n, @ForAll @IntRange(min = 1, max = 150) int wanted) {
    double[] draws = IntStream.range(0, n).mapToDouble(i -> i).toArray();
    double[] thinned = Sbc.thinned(draws, wanted);
    assertTrue(thinned.length >= Math.min(n, wanted) && thinned.length < 2 * wanted);
    double step = Math.max(1, n / wanted);
    for (int i = 0; i < thinned.length; i++) {
      assertEquals(i * step, thinned[i]);
    }
  }
}
