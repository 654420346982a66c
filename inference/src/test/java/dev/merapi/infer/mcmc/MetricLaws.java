package dev.merapi.infer.mcmc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
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

  @Example
  void refusesWhatIsNoInverseMass() {
    assertTrue(refusal(() -> Metric.diagonal(1, 0)).contains("coordinate 1 has 0.0"));
    assertTrue(
        refusal(() -> Metric.dense(new double[][] {{1, 2}, {2, 1}}))
            .contains("positive definite, but pivot 1"));
    assertTrue(refusal(() -> Metric.dense(new double[][] {{1, 2}, {0, 1}})).contains("symmetric"));
  }

  private static String refusal(Runnable action) {
    return String.valueOf(assertThrows(ArgumentException.class, action::run).getMessage());
  }
}
