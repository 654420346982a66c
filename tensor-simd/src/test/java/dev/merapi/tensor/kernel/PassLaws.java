package dev.merapi.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.random.Key;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** One pass over packed rows equals the steps apart, bit for bit. */
class PassLaws {
  @Property(tries = 200)
  void logit(
      @ForAll @IntRange(max = 130) int m,
      @ForAll @IntRange(max = 30) int n,
      @ForAll @DoubleRange(min = -3, max = 3) double c,
      @ForAll long seed) {
    Key key = Key.of(seed);
    double[] x = Matrices.uniform(key.fold("x"), m * n);
    double[] y = Matrices.uniform(key.fold("y"), m);
    Arrays.setAll(y, i -> y[i] > 0 ? 1 : 0);
    double[] b = Matrices.uniform(key.fold("b"), n);
    double[] z = new double[m];
    GemvKernel.apply(x, 0, n, b, 0, z, 0, m, n);
    double[] value = new double[m];
    double[] r = new double[m];
    for (int i = 0; i < m; i++) {
      double shifted = z[i] + c;
      value[i] = y[i] * shifted - SoftplusKernel.scalar(shifted);
      r[i] = y[i] - SigmoidKernel.scalar(shifted);
    }
    double[] expected = gradient(x, r, m, n);
    double[] g = new double[n + 1];
    double[] work = new double[LogitPassKernel.workspace(n)];
    Arrays.fill(work, Double.NaN);
    PackedRows rows = PackedRows.of(x, 0, n, m, n);
    assertEquals(sum(value), LogitPassKernel.apply(rows, y, b, 0, c, g, 0, work));
    assertArrayEquals(expected, g);
  }

  @Property(tries = 200)
  void gaussian(
      @ForAll @IntRange(max = 130) int m,
      @ForAll @IntRange(max = 30) int n,
      @ForAll @DoubleRange(min = -3, max = 3) double c,
      @ForAll long seed) {
    Key key = Key.of(seed);
    double[] x = Matrices.uniform(key.fold("x"), m * n);
    double[] y = Matrices.uniform(key.fold("y"), m);
    double[] b = Matrices.uniform(key.fold("b"), n);
    double[] z = new double[m];
    GemvKernel.apply(x, 0, n, b, 0, z, 0, m, n);
    double[] squares = new double[m];
    double[] r = new double[m];
    for (int i = 0; i < m; i++) {
      r[i] = y[i] - (z[i] + c);
      squares[i] = r[i] * r[i];
    }
    double[] expected = gradient(x, r, m, n);
    double[] g = new double[n + 1];
    double[] work = new double[GaussianPassKernel.workspace(n)];
    Arrays.fill(work, Double.NaN);
    PackedRows rows = PackedRows.of(x, 0, n, m, n);
    assertEquals(-0.5 * sum(squares), GaussianPassKernel.apply(rows, y, b, 0, c, g, 0, work));
    assertArrayEquals(expected, g);
  }

  private static double[] gradient(double[] x, double[] r, int m, int n) {
    double[] g = new double[n + 1];
    GemvTransposedKernel.apply(x, 0, n, r, 0, g, 0, m, n);
    g[n] = sum(r);
    return g;
  }

  private static double sum(double[] x) {
    double[] s = new double[8];
    for (int i = 0; i < x.length; i++) {
      s[i % 8] += x[i];
    }
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }
}
