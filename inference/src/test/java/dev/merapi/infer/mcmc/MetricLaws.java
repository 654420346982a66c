package dev.merapi.infer.mcmc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.internal.random.Draws;
import java.util.List;
import java.util.function.BiConsumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

final class MetricLaws {
  /** A Aᵀ + I for a random A. */
  private static double[][] positiveDefinite(long seed, int n) {
    double[] a = normals(Key.of(seed), n * n);
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = i == j ? 1 : 0;
        for (int k = 0; k < n; k++) {
          sum += a[i * n + k] * a[j * n + k];
        }
        matrix[i][j] = sum;
        matrix[j][i] = sum;
      }
    }
    return matrix;
  }

  private static double[] normals(Key key, int n) {
    double[] z = new double[n];
    Draws.normal(key, z, 0, n);
    return z;
  }

  /** p = M^{½} z has pᵀ M⁻¹ p = zᵀ z, so p ~ Normal(0, M) when z ~ Normal(0, I). */
  @Property(tries = 200)
  void kineticEnergyOfAMomentumIsThatOfItsNormals(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int n) {
    Metric metric = Metric.dense(positiveDefinite(seed, n));
    double[] z = normals(Key.of(seed).fold(1), n);
    double[] p = new double[n];
    double[] v = new double[n];
    metric.momentum(z, p);
    metric.velocity(p, v);
    assertEquals(Metric.kinetic(z, z), Metric.kinetic(p, v), 1e-9 * (1 + Metric.kinetic(z, z)));
  }

  /** x = M^{−½} z and p = M^{½} z′ have xᵀ p = zᵀ z′. */
  @Property(tries = 200)
  void displacementIsDualToMomentum(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int n) {
    Metric metric = Metric.dense(positiveDefinite(seed, n));
    double[] z = normals(Key.of(seed).fold(1), n);
    double[] other = normals(Key.of(seed).fold(2), n);
    double expected = Metric.kinetic(z, other);
    metric.displacement(z, z);
    metric.momentum(other, other);
    assertEquals(expected, Metric.kinetic(z, other), 1e-9);
  }

  /** A metric of low rank is the dense metric of the same matrix, whatever way it is computed. */
  @Property(tries = 100)
  void lowRankIsDense(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int n,
      @ForAll @IntRange(min = 0, max = 8) int r) {
    double[][] directions = orthonormal(seed, n, Math.min(r, n));
    double[] scale = positive(Key.of(seed).fold(3), n);
    double[] eigenvalues = positive(Key.of(seed).fold(4), directions.length);
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = i == j ? 1 : 0;
        for (int k = 0; k < directions.length; k++) {
          sum += (eigenvalues[k] - 1) * directions[k][i] * directions[k][j];
        }
        matrix[i][j] = scale[i] * scale[j] * sum;
        matrix[j][i] = matrix[i][j];
      }
    }
    Metric low = Metric.lowRank(scale, directions, eigenvalues);
    double[] z = normals(Key.of(seed).fold(1), n);
    double[] v = new double[n];
    double[] expected = new double[n];
    low.velocity(z, v);
    Metric.dense(matrix).velocity(z, expected);
    assertArrayEquals(expected, v, 1e-9);
    double[] p = new double[n];
    low.momentum(z, p);
    low.velocity(p, v);
    assertEquals(Metric.kinetic(z, z), Metric.kinetic(p, v), 1e-9);
    double[] other = normals(Key.of(seed).fold(2), n);
    double dual = Metric.kinetic(z, other);
    low.displacement(z, z);
    low.momentum(other, other);
    assertEquals(dual, Metric.kinetic(z, other), 1e-9);
  }

  private static double[] positive(Key key, int n) {
    double[] x = normals(key, n);
    for (int i = 0; i < n; i++) {
      x[i] = 0.1 + x[i] * x[i];
    }
    return x;
  }

  /** Orthonormal rows. */
  private static double[][] orthonormal(long seed, int n, int r) {
    double[][] rows = new double[r][];
    for (int k = 0; k < r; k++) {
      double[] row = normals(Key.of(seed).fold(10 + k), n);
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < k; j++) {
          double share = 2 * Metric.kinetic(rows[j], row);
          for (int i = 0; i < n; i++) {
            row[i] -= share * rows[j][i];
          }
        }
      }
      double norm = Math.sqrt(2 * Metric.kinetic(row, row));
      for (int i = 0; i < n; i++) {
        row[i] /= norm;
      }
      rows[k] = row;
    }
    return rows;
  }

  /** A dense metric that is diagonal is that diagonal metric; of ones, the unit metric. */
  @Property(tries = 200)
  void shapesAgreeWhereTheyMeet(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 10) double w) {
    double[] z = normals(Key.of(seed), 2);
    assertSame(Metric.dense(new double[][] {{w, 0}, {0, 1}}), Metric.diagonal(w, 1.0), z);
    assertSame(Metric.diagonal(1.0, 1.0), Metric.unit(2), z);
  }

  private static void assertSame(Metric a, Metric b, double[] z) {
    double[] left = new double[2];
    double[] right = new double[2];
    a.velocity(z, left);
    b.velocity(z, right);
    assertArrayEquals(right, left, 1e-14);
    a.momentum(z, left);
    b.momentum(z, right);
    assertArrayEquals(right, left, 1e-14);
    a.displacement(z, left);
    b.displacement(z, right);
    assertArrayEquals(right, left, 1e-14);
  }

  private static List<Metric> each(long seed, int n) {
    double[] variances = positive(Key.of(seed).fold(5), n);
    double[] eigenvalues = positive(Key.of(seed).fold(6), 1);
    return List.of(
        Metric.unit(n),
        Metric.diagonal(variances),
        Metric.lowRank(variances, orthonormal(seed, n, 1), eigenvalues),
        Metric.lowRank(variances, orthonormal(seed, n, n), positive(Key.of(seed).fold(7), n)),
        Metric.dense(positiveDefinite(seed, n)));
  }

  /** One array for both, or two: the same numbers; and no array may be too short. */
  @Property(tries = 20)
  void arraysAreOneOrTwoAndLongEnough(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 6) int n) {
    for (Metric metric : each(seed, n)) {
      List<BiConsumer<double[], double[]>> maps =
          List.of(metric::velocity, metric::momentum, metric::displacement);
      for (int k = 0; k < maps.size(); k++) {
        BiConsumer<double[], double[]> map = maps.get(k);
        double[] z = normals(Key.of(seed).fold(8), n);
        double[] out = new double[n];
        map.accept(z.clone(), out);
        if (k > 0) {
          map.accept(z, z);
          assertArrayEquals(out, z);
        }
        assertThrows(ShapeException.class, () -> map.accept(new double[n - 1], out));
        assertThrows(ShapeException.class, () -> map.accept(z, new double[n - 1]));
      }
    }
    assertThrows(ShapeException.class, () -> Metric.kinetic(new double[n], new double[n - 1]));
  }

  /** What begins a trajectory in one loop is what three do. */
  @Property(tries = 50)
  void aStartIsMomentumVelocityAndEnergy(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int n) {
    DiagonalMetric metric = new DiagonalMetric(positive(Key.of(seed), n));
    double[] p = normals(Key.of(seed).fold(1), n);
    double[] v = new double[n];
    double[] momentum = new double[n];
    double[] velocity = new double[n];
    metric.momentum(p, momentum);
    metric.velocity(momentum, velocity);
    assertEquals(Metric.kinetic(momentum, velocity), metric.start(p, v));
    assertArrayEquals(momentum, p);
    assertArrayEquals(velocity, v);
  }

  /** Metrics of the same numbers are equal; of one other number they are not. */
  @Property(tries = 20)
  void equalityIsThatOfNumbers(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int n) {
    List<Metric> first = each(seed, n);
    List<Metric> again = each(seed, n);
    for (int i = 0; i < first.size(); i++) {
      for (int j = 0; j < first.size(); j++) {
        assertEquals(i == j, first.get(i).equals(again.get(j)));
      }
      assertEquals(first.get(i).hashCode(), again.get(i).hashCode());
    }
    double[] scale = positive(Key.of(seed).fold(1), n);
    double[] other = scale.clone();
    other[n - 1] += 1;
    double[][] one = orthonormal(seed, n, 1);
    assertNotEquals(Metric.diagonal(scale), Metric.diagonal(other));
    assertNotEquals(
        Metric.lowRank(scale, one, new double[] {2}), Metric.lowRank(other, one, new double[] {2}));
    assertNotEquals(
        Metric.lowRank(scale, one, new double[] {2}), Metric.lowRank(scale, one, new double[] {3}));
    assertNotEquals(
        Metric.lowRank(scale, one, new double[] {2}),
        Metric.lowRank(scale, orthonormal(seed + 1, n, 1), new double[] {2}));
  }

  @Example
  void refusesWhatIsNoInverseMass() {
    assertTrue(refusal(() -> Metric.diagonal(1, 0)).contains("coordinate 1 has 0.0"));
    assertTrue(
        refusal(() -> Metric.dense(new double[][] {{1, 2}, {2, 1}}))
            .contains("positive definite, but pivot 1"));
    assertTrue(refusal(() -> Metric.dense(new double[][] {{1, 2}, {0, 1}})).contains("symmetric"));
    double[][] one = {{1}};
    assertTrue(
        refusal(() -> Metric.lowRank(new double[] {1}, one, new double[] {0}))
            .contains("eigenvalue of a metric must be positive"));
    assertTrue(
        refusal(() -> Metric.lowRank(new double[] {1}, one, new double[0]))
            .contains("1 directions and 0 eigenvalues"));
    assertTrue(
        refusal(
                () ->
                    Metric.lowRank(new double[] {1, 0}, new double[][] {{1, 0}}, new double[] {1}))
            .contains("scale of a metric must be positive and finite, but number 1 is 0.0"));
    double[][] slanted = {{1, 0}, {0.8, 0.6}};
    assertTrue(
        refusal(() -> Metric.lowRank(new double[] {1, 1}, slanted, new double[] {2, 2}))
            .contains("orthonormal, but the inner product of numbers 0 and 1 is 0.8"));
    double[][] longer = {{2, 0}};
    assertTrue(
        refusal(() -> Metric.lowRank(new double[] {1, 1}, longer, new double[] {2}))
            .contains("the inner product of numbers 0 and 0 is 4.0"));
  }

  private static String refusal(Runnable action) {
    return String.valueOf(assertThrows(ArgumentException.class, action::run).getMessage());
  }
}
