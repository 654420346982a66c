package dev.merapi.tensor.internal.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Key;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The Cholesky factor and its reverse rule. */
class CholeskyLaws {
  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 40),
        Arbitraries.of(63, 64, 65, 71, 72, 73, 100, 107, 108, 109, 150));
  }

  @Property(tries = 200)
  void equalsItsDefinition(
      @ForAll("sizes") int n, @ForAll @IntRange(max = 5) int offset, @ForAll long seed) {
    double[] a = new double[offset + n * n];
    System.arraycopy(Matrices.positiveDefinite(Key.of(seed), n), 0, a, offset, n * n);
    double[] expected = new double[offset + n * n];
    double[] l = new double[offset + n * n];
    Arrays.fill(l, offset, l.length, Double.NaN);
    assertEquals(0, CholeskyKernel.scalar(a, offset, expected, offset, n));
    assertEquals(0, factor(a, offset, l, offset, n));
    assertArrayEquals(expected, l);
    assertEquals(0, factor(a, offset, a, offset, n));
    assertArrayEquals(expected, a);
  }

  @Property(tries = 60)
  void reconstructs(@ForAll("sizes") int n, @ForAll long seed) {
    double[] a = Matrices.positiveDefinite(Key.of(seed), n);
    double[] l = new double[n * n];
    factor(a, 0, l, 0, n);
    double[] product = Matrices.product(l, Matrices.transpose(l, n, n), n, n, n);
    Matrices.assertClose(a, product, 1e-13 * Math.max(1, n));
  }

  @Property(tries = 60)
  void theUpperTriangleIsNotRead(@ForAll("sizes") int n, @ForAll long seed) {
    double[] a = Matrices.positiveDefinite(Key.of(seed), n);
    double[] l = new double[n * n];
    factor(a, 0, l, 0, n);
    for (int i = 0; i < n; i++) {
      Arrays.fill(a, i * n + i + 1, i * n + n, Double.NaN);
    }
    double[] again = new double[n * n];
    factor(a, 0, again, 0, n);
    assertArrayEquals(l, again);
  }

  @Property(tries = 100)
  void namesTheFirstMinorThatIsNotPositive(
      @ForAll("sizes") int n, @ForAll @IntRange(min = 1, max = 150) int at, @ForAll long seed) {
    int minor = Math.min(at, n);
    if (minor == 0) {
      return;
    }
    double[] a = Matrices.positiveDefinite(Key.of(seed), n);
    a[(minor - 1) * (n + 1)] = seed % 3 == 0 ? Double.NaN : -1;
    double[] l = new double[n * n];
    assertEquals(minor, factor(a, 0, l, 0, n));
    CholeskyKernel.orNaN(a, 0, l, 0, n, new double[CholeskyKernel.workspace(n)]);
    for (int i = 0; i < n * n; i++) {
      assertTrue(i % n > i / n ? l[i] == 0 : Double.isNaN(l[i]));
    }
  }

  @Example
  void smallestMatrices() {
    double[] l = new double[4];
    assertEquals(0, factor(new double[] {4}, 0, l, 0, 1));
    assertEquals(2, l[0]);
    assertEquals(1, factor(new double[] {0}, 0, l, 0, 1));
    assertEquals(0, factor(new double[] {4, 9, 2, 10}, 0, l, 0, 2));
    assertArrayEquals(new double[] {2, 0, 1, 3}, l);
    assertEquals(2, factor(new double[] {1, 0, 1, 1}, 0, l, 0, 2));
  }

  /** Ā against central differences of f(A) = Σ W∘L(A) along symmetric directions. */
  @Property(tries = 40)
  void reverseRuleIsTheGradient(@ForAll @IntRange(min = 1, max = 12) int n, @ForAll long seed) {
    Key key = Key.of(seed);
    double[] a = Matrices.positiveDefinite(key.fold("a"), n);
    double[] weights = Matrices.uniform(key.fold("w"), n * n);
    double[] bar = reverse(a, weights, n);
    double h = 1e-6;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double difference =
            (value(a, weights, n, i, j, h) - value(a, weights, n, i, j, -h)) / 2 / h;
        double expected = i == j ? bar[i * n + i] : bar[i * n + j] + bar[j * n + i];
        assertEquals(expected, difference, 1e-6 * (1 + Math.abs(expected)));
      }
    }
  }

  /** Ā = S + Sᵀ over 2 with S = L⁻ᵀ·Φ(Lᵀ·L̄)·L⁻¹ (Murray 2016, equation 9). */
  @Property(tries = 60)
  void reverseRuleIsMurraysClosedForm(@ForAll("sizes") int n, @ForAll long seed) {
    Key key = Key.of(seed);
    double[] a = Matrices.positiveDefinite(key.fold("a"), n);
    double[] weights = Matrices.uniform(key.fold("w"), n * n);
    double[] l = new double[n * n];
    factor(a, 0, l, 0, n);
    double[] lower = weights.clone();
    for (int i = 0; i < n; i++) {
      Arrays.fill(lower, i * n + i + 1, i * n + n, 0);
    }
    double[] phi = Matrices.product(Matrices.transpose(l, n, n), lower, n, n, n);
    for (int i = 0; i < n; i++) {
      phi[i * n + i] /= 2;
      Arrays.fill(phi, i * n + i + 1, i * n + n, 0);
    }
    double[] work = new double[TrsmKernel.workspaceRight(n, n)];
    TrsmKernel.left(l, 0, n, true, true, phi, 0, n, n, n, work);
    TrsmKernel.right(l, 0, n, true, false, phi, 0, n, n, n, work);
    double[] transposed = Matrices.transpose(phi, n, n);
    for (int i = 0; i < n * n; i++) {
      phi[i] = (phi[i] + transposed[i]) / 2;
    }
    Matrices.assertClose(phi, reverse(a, weights, n), 1e-12);
  }

  private static int factor(double[] a, int ao, double[] l, int lo, int n) {
    return CholeskyKernel.apply(a, ao, l, lo, n, new double[CholeskyKernel.workspace(n)]);
  }

  private static double[] reverse(double[] a, double[] weights, int n) {
    double[] l = new double[n * n];
    factor(a, 0, l, 0, n);
    double[] bar = weights.clone();
    CholeskyReverseKernel.apply(l, 0, bar, 0, n, new double[CholeskyReverseKernel.workspace(n)]);
    return bar;
  }

  private static double value(double[] a, double[] weights, int n, int i, int j, double h) {
    double[] moved = a.clone();
    moved[i * n + j] += h;
    double[] l = new double[n * n];
    assertEquals(0, factor(moved, 0, l, 0, n));
    double sum = 0;
    for (int k = 0; k < n * n; k++) {
      sum += k % n <= k / n ? weights[k] * l[k] : 0;
    }
    return sum;
  }
}
