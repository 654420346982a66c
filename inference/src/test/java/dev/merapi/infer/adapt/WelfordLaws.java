package dev.merapi.infer.adapt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.merapi.infer.mcmc.DenseMetric;
import dev.merapi.infer.mcmc.DiagonalMetric;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class WelfordLaws {
  private static double[][] data(long seed, int n, int d) {
    double[][] x = new double[n][d];
    for (int i = 0; i < n; i++) {
      Draws.uniform(Key.of(seed).fold(i), x[i], 0, d);
      x[i][d - 1] += x[i][0] + 100;
    }
    return x;
  }

  private static double covariance(double[][] x, int a, int b) {
    double meanA = 0;
    double meanB = 0;
    for (double[] row : x) {
      meanA += row[a] / x.length;
      meanB += row[b] / x.length;
    }
    double sum = 0;
    for (double[] row : x) {
      sum += (row[a] - meanA) * (row[b] - meanB);
    }
    return sum / (x.length - 1);
  }

  /** One pass gives the shrunk covariance of two passes. */
  @Property(tries = 100)
  void equalsTheTwoPassFormula(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 50) int n,
      @ForAll @IntRange(min = 2, max = 5) int d) {
    double[][] x = data(seed, n, d);
    Welford dense = Welford.dense(d);
    Welford diagonal = Welford.diagonal(d);
    for (double[] row : x) {
      dense = dense.add(row);
      diagonal = diagonal.add(row);
    }
    double keep = n / (n + 5.0);
    double[][] expected = new double[d][d];
    double[] variance = new double[d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        expected[i][j] = keep * covariance(x, i, j) + (i == j ? 5e-3 / (n + 5.0) : 0);
      }
      variance[i] = expected[i][i];
    }
    double[][] learnt = assertInstanceOf(DenseMetric.class, dense.metric()).inverseMass();
    for (int i = 0; i < d; i++) {
      assertArrayEquals(expected[i], learnt[i], 1e-10);
    }
    assertArrayEquals(variance, variances(diagonal), 1e-10);
  }

  /** By hand: 1, 2, 6 has variance 7; shrunk with n = 3: 3/8 · 7 + 5/8 · 0.001. */
  @Example
  void threeNumbers() {
    Welford three = Welford.diagonal(1).add(new double[] {1}).add(new double[] {2});
    three = three.add(new double[] {6});
    assertArrayEquals(new double[] {3}, three.mean(), 1e-15);
    assertArrayEquals(new double[] {2.625625}, variances(three), 1e-15);
  }

  private static double[] variances(Welford diagonal) {
    return assertInstanceOf(DiagonalMetric.class, diagonal.metric()).inverseMass();
  }

  /** Without observations the estimate is the prior, 10⁻³. */
  @Example
  void beginsAtThePrior() {
    assertEquals(new DiagonalMetric(new double[] {1e-3}), Welford.diagonal(1).metric());
  }
}
