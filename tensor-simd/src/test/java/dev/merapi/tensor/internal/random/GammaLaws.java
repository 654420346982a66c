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
import org.junit.jupiter.params.provider.ValueSource;

/** Gamma, beta and Dirichlet draws: fit, tiny shapes, prefixes, edges. */
class GammaLaws {
  private static final int N = 50_000;

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.999, 1, 1.5, 4, 30, 1000})
  void gammasFit(double shape) {
    double[] x = new double[N];
    Draws.gamma(Key.of(10), new double[] {shape}, x, 0, N);
    Fit.continuous(x, v -> Reference.gammaCdf(shape, v));
  }

  /** For shape a → 0 the law of {@code −a·log G} tends to Exponential(1), with error O(a). */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-6, 1e-200})
  void logarithmsOfTinyShapesFit(double shape) {
    double[] x = new double[N];
    Draws.logGamma(Key.of(11), new double[] {shape}, x, 0, N);
    for (int i = 0; i < N; i++) {
      x[i] = -shape * x[i];
    }
    Fit.continuous(x, e -> -Math.expm1(-e));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e10, 1e14, 1e100})
  void hugeShapesAreNormal(double shape) {
    double[] x = new double[N];
    Draws.gamma(Key.of(12), new double[] {shape}, x, 0, N);
    if (shape < 1e20) {
      for (int i = 0; i < N; i++) {
        x[i] = (x[i] - shape) / Math.sqrt(shape);
      }
      Fit.continuous(x, Reference::normalCdf);
    } else {
      for (double v : x) {
        assertEquals(1, v / shape, 1e-15);
      }
    }
  }

  @Property(tries = 200)
  void logGammaIsTheLogarithm(@ForAll long seed, @ForAll @DoubleRange(min = 0.01) double shape) {
    double[] x = new double[5];
    double[] log = new double[5];
    Draws.gamma(Key.of(seed), new double[] {shape}, x, 0, 5);
    Draws.logGamma(Key.of(seed), new double[] {shape}, log, 0, 5);
    for (int i = 0; i < 5; i++) {
      if (log[i] > -700) {
        assertEquals(1, x[i] / Math.exp(log[i]), 1e-12);
      } else {
        assertTrue(x[i] >= Double.MIN_NORMAL && x[i] < 1e-300, "x = " + x[i]);
      }
    }
  }

  @Example
  void tinyShapesStayInTheSupport() {
    double[] x = new double[1000];
    Draws.gamma(Key.of(13), new double[] {1e-3}, x, 0, 1000);
    int held = 0;
    for (double v : x) {
      assertTrue(v >= Double.MIN_NORMAL, "v = " + v);
      held += v == Double.MIN_NORMAL ? 1 : 0;
    }
    // P(G < 2^-1022) = (2^-1022)^0.001 = 0.492; six standard deviations are 95.
    assertEquals(492, held, 95);
    Draws.beta(Key.of(14), new double[] {1e-3}, new double[] {1e-3}, x, 0, 1000);
    for (double v : x) {
      assertTrue(v >= Double.MIN_NORMAL && v < 1, "v = " + v);
    }
  }

  /** A tile = its elements one by one, those whose first proposals were rejected among them. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.5, 1, 1.2, 2.5, 60, 0x1p41, Double.NaN})
  void tilesHaveTheBitsOfTheirElements(double shape) {
    double[] shapes = {shape, 0.7, shape, 1};
    double[] x = new double[N];
    double[] log = new double[N];
    Key key = Key.of(19);
    Draws.gamma(key, shapes, x, 0, N);
    Draws.logGamma(key, shapes, log, 0, N);
    for (int i = 0; i < N; i++) {
      assertEquals(GammaDraw.of(new Stream(key.k0(), key.k1(), i), shapes[i % 4]), x[i]);
      assertEquals(GammaDraw.log(new Stream(key.k0(), key.k1(), i), shapes[i % 4]), log[i]);
    }
  }

  @Example
  void edges() {
    double[] shapes = {0, -1, Double.NaN, Double.POSITIVE_INFINITY};
    double[] x = new double[4];
    Draws.gamma(Key.of(15), shapes, x, 0, 4);
    double nan = Double.NaN;
    assertArrayEquals(new double[] {nan, nan, nan, Double.POSITIVE_INFINITY}, x);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 1, 3, 40})
  void betasFit(double a) {
    for (double b : new double[] {0.3, 1, 7}) {
      double[] x = new double[N];
      Draws.beta(Key.of(16), new double[] {a}, new double[] {b}, x, 0, N);
      Fit.continuous(x, v -> Reference.betaCdf(a, b, v));
    }
  }

  @Example
  void dirichletMarginalsAreBetas() {
    double[] a = {0.4, 1.5, 6};
    double[] rows = new double[3 * N];
    Draws.dirichlet(Key.of(17), a, 3, rows, 0, N);
    for (int j = 0; j < 3; j++) {
      double[] x = new double[N];
      double own = a[j];
      for (int i = 0; i < N; i++) {
        x[i] = rows[3 * i + j];
        assertEquals(1, rows[3 * i] + rows[3 * i + 1] + rows[3 * i + 2], 1e-14);
      }
      Fit.continuous(x, v -> Reference.betaCdf(own, 7.9 - own, v));
    }
  }

  @Property(tries = 100)
  void prefixesAgreeAndParametersAreCyclic(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int n) {
    Key key = Key.of(seed);
    double[] few = new double[n];
    double[] many = new double[3 * n];
    Draws.gamma(key, new double[] {0.5, 2, 9}, few, 0, n);
    double[] cycle = new double[3 * n];
    for (int i = 0; i < 3 * n; i++) {
      cycle[i] = new double[] {0.5, 2, 9}[i % 3];
    }
    Draws.gamma(key, cycle, many, 0, 3 * n);
    assertArrayEquals(few, Arrays.copyOf(many, n));
    Draws.dirichlet(key, new double[] {0.5, 2, 9}, 3, many, 0, n);
    double[] first = new double[3];
    Draws.dirichlet(key, new double[] {0.5, 2, 9}, 3, first, 0, 1);
    assertArrayEquals(first, Arrays.copyOf(many, 3));
  }
}
