package dev.merapi.tensor.internal.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Key;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Poisson, binomial and categorical draws: fit on both sides of each switch, edges, prefixes. */
class CountLaws {
  private static final int N = 50_000;

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 1, 5.5, 9.999, 10, 13.7, 80, 1234.5})
  void poissonsFit(double rate) {
    double[] x = new double[N];
    Draws.poisson(Key.of(20), new double[] {rate}, x, 0, N);
    int cells = (int) (rate + 12 * Math.sqrt(rate) + 10);
    Fit.discrete(x, cells, k -> Math.exp(k * Math.log(rate) - rate - Reference.logGamma(k + 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "1,0.3",
    "10,0.5",
    "10,0.99",
    "19,0.5",
    "20,0.5",
    "25,0.4",
    "40,0.75",
    "1000,0.001",
    "1000,0.02",
    "1000,0.97",
    "100000,0.3",
    "1000000000,0.00000002"
  })
  void binomialsFit(double n, double p) {
    double[] x = new double[N];
    Draws.binomial(Key.of(21), new double[] {n}, new double[] {p}, x, 0, N);
    double mean = n * p;
    int from = (int) Math.max(0, mean - 12 * Math.sqrt(mean) - 10);
    int cells = (int) Math.min(n, mean + 12 * Math.sqrt(mean) + 10) + 1 - from;
    for (int i = 0; i < N; i++) {
      x[i] -= from;
    }
    double whole = Reference.logGamma(n + 1);
    Fit.discrete(
        x,
        cells,
        j -> {
          double k = (double) from + j;
          double log = whole - Reference.logGamma(k + 1) - Reference.logGamma(n - k + 1);
          return Math.exp(log + k * Math.log(p) + (n - k) * Math.log1p(-p));
        });
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e8, 1e12, 1e15})
  void hugeCountsAreNormal(double rate) {
    double[] x = new double[N];
    Draws.poisson(Key.of(22), new double[] {rate}, x, 0, N);
    for (int i = 0; i < N; i++) {
      x[i] = (x[i] - rate) / Math.sqrt(rate);
    }
    Fit.continuous(x, Reference::normalCdf);
    Draws.binomial(Key.of(23), new double[] {4 * rate}, new double[] {0.25}, x, 0, N);
    for (int i = 0; i < N; i++) {
      x[i] = (x[i] - rate) / Math.sqrt(0.75 * rate);
    }
    Fit.continuous(x, Reference::normalCdf);
  }

  @Property(tries = 300)
  void countsLieInTheirSupport(
      @ForAll long seed,
      @ForAll @IntRange(max = 300) int n,
      @ForAll @DoubleRange(min = 0, max = 1) double p) {
    double[] x = new double[20];
    Draws.binomial(Key.of(seed), new double[] {n}, new double[] {p}, x, 0, 20);
    for (double k : x) {
      assertTrue(k >= 0 && k <= n && k == Math.rint(k), "k = " + k);
    }
  }

  @Example
  void edges() {
    double nan = Double.NaN;
    double[] x = new double[5];
    double[] rates = {0, -1, nan, Double.POSITIVE_INFINITY, 1e-300};
    Draws.poisson(Key.of(24), rates, x, 0, 5);
    assertArrayEquals(new double[] {0, nan, nan, nan, 0}, x);
    double[] totals = {0, 7, 7, 2.5, -1};
    Draws.binomial(Key.of(25), totals, new double[] {0.5, 0, 1, 0.5, 0.5}, x, 0, 5);
    assertArrayEquals(new double[] {0, 0, 7, nan, nan}, x);
  }

  @Example
  void categoricalsFitAndSkipZeroWeights() {
    double[] weights = {0, 3, 1, 0, 0.5, 2, 0};
    double[] x = new double[N];
    Draws.categorical(Key.of(26), weights, 7, x, 0, N);
    Fit.discrete(x, 7, k -> weights[k] / 6.5);
    assertEquals(0, Arrays.stream(x).filter(k -> k == 0 || k == 3 || k == 6).count());
    for (double u : new double[] {0x1p-53, 1 - 0x1p-53}) {
      double[] cumulative = new double[7];
      CategoricalDraw.accumulate(weights, 0, 7, cumulative, 0);
      assertEquals(u < 0.5 ? 1 : 5, CategoricalDraw.of(u, cumulative, 0, 7));
    }
  }

  @Example
  void categoricalRowsAreCyclicAndBadRowsAreNaN() {
    double[] rows = {1, 0, 0, 0, 1, 0, 0, 0, 0};
    double[] x = new double[6];
    Draws.categorical(Key.of(27), rows, 3, x, 0, 6);
    assertArrayEquals(new double[] {0, 1, Double.NaN, 0, 1, Double.NaN}, x);
  }

  @Property(tries = 100)
  void prefixesAgree(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int n) {
    Key key = Key.of(seed);
    double[] few = new double[n];
    double[] many = new double[2 * n];
    Draws.poisson(key, new double[] {20}, few, 0, n);
    Draws.poisson(key, new double[] {20}, many, 0, 2 * n);
    assertArrayEquals(few, Arrays.copyOf(many, n));
    Draws.binomial(key, new double[] {90}, new double[] {0.3}, few, 0, n);
    Draws.binomial(key, new double[] {90}, new double[] {0.3}, many, 0, 2 * n);
    assertArrayEquals(few, Arrays.copyOf(many, n));
  }
}
