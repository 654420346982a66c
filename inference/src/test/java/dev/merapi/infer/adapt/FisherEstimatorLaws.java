package dev.merapi.infer.adapt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.mcmc.DiagonalMetric;
import dev.merapi.infer.mcmc.LowRankMetric;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A normal target has a metric that is known: x = A z has covariance A Aᵀ and gradient −A⁻ᵀ z. */
final class FisherEstimatorLaws {
  /** A lower triangular A with unit diagonal, scaled by a factor for each coordinate. */
  private static double[][] factor(long seed, int d, double[] units) {
    double[][] a = new double[d][d];
    for (int i = 0; i < d; i++) {
      Draws.normal(Key.of(seed).fold("a").fold(i), a[i], 0, d);
      for (int j = 0; j < d; j++) {
        a[i][j] = units[i] * (j < i ? 0.7 * a[i][j] : i == j ? 1 : 0);
      }
    }
    return a;
  }

  private static MetricEstimator watched(MetricEstimator empty, double[][] a, long seed, int n) {
    int d = a.length;
    MetricEstimator estimator = empty;
    double[] z = new double[d];
    for (int k = 0; k < n; k++) {
      Draws.normal(Key.of(seed).fold(k), z, 0, d);
      double[] x = new double[d];
      double[] g = new double[d];
      for (int i = d - 1; i >= 0; i--) {
        double rest = -z[i];
        for (int j = 0; j <= i; j++) {
          x[i] += a[i][j] * z[j];
        }
        for (int j = i + 1; j < d; j++) {
          rest -= a[j][i] * g[j];
        }
        g[i] = rest / a[i][i];
      }
      estimator = estimator.add(new Point(x, 0, g));
    }
    return estimator;
  }

  private static MetricEstimator empty(MetricShape shape, int d) {
    return WarmUp.ADAPTIVE.shape(shape).estimator(d);
  }

  private static double[] units(int d, double base) {
    double[] units = new double[d];
    for (int i = 0; i < d; i++) {
      units[i] = Math.pow(base, i % 3 - 1);
    }
    return units;
  }

  /** wᵀ M⁻¹ w. */
  private static double quadratic(Metric metric, double[] w) {
    double[] v = new double[w.length];
    metric.velocity(w, v);
    return 2 * Metric.kinetic(w, v);
  }

  /** |Aᵀ w|², the variance of w·x. */
  private static double variance(double[][] a, double[] w) {
    double sum = 0;
    for (int j = 0; j < w.length; j++) {
      double entry = 0;
      for (int i = j; i < w.length; i++) {
        entry += a[i][j] * w[i];
      }
      sum += entry * entry;
    }
    return sum;
  }

  /** More draws than coordinates give the covariance, in units from 10⁻³ to 10³. */
  @Property(tries = 100)
  void aNormalIsRecovered(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int d) {
    double[] units = units(d, 1000);
    double[][] a = factor(seed, d, units);
    Metric metric = watched(empty(MetricShape.LOW_RANK, d), a, seed, 3 * d + 2).metric().get();
    for (int k = 0; k < 10; k++) {
      double[] w = new double[d];
      Draws.normal(Key.of(seed).fold("w").fold(k), w, 0, d);
      for (int i = 0; i < d; i++) {
        w[i] /= units[i];
      }
      assertEquals(1, quadratic(metric, w) / variance(a, w), 0.1);
    }
  }

  /** Other units, another scale, and nothing else: M⁻¹ of D x is D M⁻¹ D. */
  @Property(tries = 50)
  void unitsDoNotMatter(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int d,
      @ForAll @IntRange(min = 3, max = 40) int n) {
    double[] units = units(d, 1000);
    double[] ones = units(d, 1);
    for (MetricShape shape : List.of(MetricShape.LOW_RANK, MetricShape.FISHER_DIAGONAL)) {
      Metric plain = watched(empty(shape, d), factor(seed, d, ones), seed, n).metric().get();
      Metric scaled = watched(empty(shape, d), factor(seed, d, units), seed, n).metric().get();
      double[] w = new double[d];
      Draws.normal(Key.of(seed).fold("w"), w, 0, d);
      double expected = quadratic(plain, w);
      for (int i = 0; i < d; i++) {
        w[i] /= units[i];
      }
      assertEquals(1, quadratic(scaled, w) / expected, 1e-6);
    }
  }

  /** In few dimensions low rank is dense; the span of few draws gives what the whole space does. */
  @Property(tries = 50)
  void shapesAgreeWhereTheyMeet(@ForAll long seed, @ForAll @IntRange(min = 1, max = 16) int d) {
    double[][] a = factor(seed, d, units(d, 10));
    for (int n : new int[] {3, 40}) {
      Metric low = watched(empty(MetricShape.LOW_RANK, d), a, seed, n).metric().get();
      Metric dense = watched(empty(MetricShape.FISHER_DENSE, d), a, seed, n).metric().get();
      Metric block =
          watched(empty(MetricShape.blocks(List.of(all(d))), d), a, seed, n).metric().get();
      double[] w = new double[d];
      Draws.normal(Key.of(seed).fold("w"), w, 0, d);
      assertEquals(1, quadratic(low, w) / quadratic(dense, w), 1e-9);
      assertEquals(quadratic(dense, w), quadratic(block, w));
    }
  }

  private static int[] all(int d) {
    int[] all = new int[d];
    for (int i = 0; i < d; i++) {
      all[i] = i;
    }
    return all;
  }

  /** Nothing is learnt across blocks. */
  @Example
  void blocksDoNotMix() {
    double[][] a = factor(4, 4, units(4, 10));
    Metric metric =
        watched(empty(MetricShape.blocks(List.of(new int[] {0, 1}, new int[] {2})), 4), a, 4, 40)
            .metric()
            .get();
    double[] v = new double[4];
    metric.velocity(new double[] {1, 1, 0, 0}, v);
    assertTrue(v[0] != 0 && v[1] != 0);
    assertEquals(0, v[2]);
    assertEquals(0, v[3]);
    for (double[] direction : assertInstanceOf(LowRankMetric.class, metric).directions()) {
      assertEquals(0, direction[3]);
    }
  }

  /** By hand: x of variance 4 with gradients of variance ¼ has scale 2, inverse mass 4. */
  @Example
  void scalesByHand() {
    MetricEstimator estimator = empty(MetricShape.FISHER_DIAGONAL, 1);
    for (double x : new double[] {-2, 2, -4, 4}) {
      estimator = estimator.add(new Point(new double[] {x}, 0, new double[] {-x / 4}));
    }
    assertArrayEquals(
        new double[] {4},
        assertInstanceOf(DiagonalMetric.class, estimator.metric().get()).inverseMass(),
        1e-12);
  }

  /** Two draws, draws that do not vary and gradients that are no numbers leave the metric alone. */
  @Example
  void tooLittleIsNothing() {
    MetricEstimator none = empty(MetricShape.LOW_RANK, 2);
    assertTrue(none.metric().isEmpty());
    MetricEstimator flat = none;
    MetricEstimator broken = none;
    for (int k = 0; k < 5; k++) {
      flat = flat.add(new Point(new double[] {k, 1}, 0, new double[] {-k, k}));
      broken = broken.add(new Point(new double[] {k, -k}, 0, new double[] {k, Double.NaN}));
    }
    assertTrue(flat.metric().isEmpty());
    assertTrue(broken.metric().isEmpty());
    assertEquals(1, none.add(point(1)).add(point(1)).count());
  }

  private static Point point(double x) {
    return new Point(new double[] {x, x}, 0, new double[] {x, x});
  }

  @Example
  void bytesAndBack() {
    for (MetricShape shape :
        List.of(MetricShape.LOW_RANK, MetricShape.DENSE, MetricShape.DIAGONAL, MetricShape.FIXED)) {
      MetricEstimator before = watched(empty(shape, 5), factor(1, 5, units(5, 10)), 1, 20);
      Encoder out = new Encoder();
      before.write(out);
      MetricEstimator after = empty(shape, 5).read(new Decoder(out.bytes()));
      assertEquals(before.count(), after.count());
      assertEquals(before.metric(), after.metric());
    }
  }
}
