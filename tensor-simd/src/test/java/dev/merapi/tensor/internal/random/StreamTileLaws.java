package dev.merapi.tensor.internal.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.merapi.tensor.Key;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Draws whose streams are begun a tile at a time are those of each stream alone, bit for bit. */
final class StreamTileLaws {
  /** Rates on both sides of inversion and rejection, ends, and what is no rate. */
  private static final double[] RATES = {0, 0.3, 4, 9.99, 10, 30, 1e6, 1e15, -1, Double.NaN};

  private static final double[] CHANCES = {0, 0.1, 0.5, 0.9, 1, 1.5};
  private static final double[] TOTALS = {0, 1, 10, 90, 1e6, 2.5};

  /** One draw with the numbers at {@code i}, from the key in the bits of noise. */
  private interface One {
    double of(int i, Key key);
  }

  private static double[] noise(long seed, int n) {
    double[] noise = new double[n];
    Draws.uniform(Key.of(seed), noise, 0, n);
    return noise;
  }

  private static double[] alone(double[] noise, One one) {
    double[] out = new double[noise.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = one.of(i, Key.ofBits(noise[i]));
    }
    return out;
  }

  private static double[] cycle(double[] values, int n) {
    double[] all = new double[n];
    for (int i = 0; i < n; i++) {
      all[i] = values[i % values.length];
    }
    return all;
  }

  @Property(tries = 30)
  void countsOfRates(@ForAll long seed, @ForAll @IntRange(min = 1, max = 600) int n) {
    double[] noise = noise(seed, n);
    double[] rates = cycle(RATES, n);
    double[] out = new double[n];
    Draws.poisson(rates, 0, 1, noise, 0, 1, out, 0, n);
    assertArrayEquals(alone(noise, (i, key) -> Draws.poisson(key, rates[i])), out);
    for (int k = 0; k < RATES.length; k++) {
      double rate = RATES[k];
      Draws.poisson(RATES, k, 0, noise, 0, 1, out, 0, n);
      assertArrayEquals(alone(noise, (_, key) -> Draws.poisson(key, rate)), out);
    }
  }

  @Property(tries = 30)
  void countsOfTrials(@ForAll long seed, @ForAll @IntRange(min = 1, max = 600) int n) {
    double[] noise = noise(seed, n);
    double[] totals = cycle(TOTALS, n);
    double[] out = new double[n];
    for (int k = 0; k < CHANCES.length; k++) {
      double p = CHANCES[k];
      Draws.binomial(totals, 0, 1, CHANCES, k, 0, noise, 0, 1, out, 0, n);
      assertArrayEquals(alone(noise, (i, key) -> Draws.binomial(key, totals[i], p)), out);
      double total = TOTALS[k];
      Draws.binomial(TOTALS, k, 0, CHANCES, k, 0, noise, 0, 1, out, 0, n);
      assertArrayEquals(alone(noise, (_, key) -> Draws.binomial(key, total, p)), out);
    }
  }

  @Property(tries = 30)
  void keysAtAnyPlace(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int n) {
    double[] noise = noise(seed, 3 * n + 2);
    double[] out = new double[n + 1];
    Draws.poisson(RATES, 5, 0, noise, 2, 3, out, 1, n);
    double[] alone = alone(noise, (_, key) -> Draws.poisson(key, RATES[5]));
    double[] expected = new double[n + 1];
    for (int i = 0; i < n; i++) {
      expected[i + 1] = alone[2 + 3 * i];
    }
    assertArrayEquals(expected, out);
  }
}
