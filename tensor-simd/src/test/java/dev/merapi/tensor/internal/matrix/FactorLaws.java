package dev.merapi.tensor.internal.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.matrix.GemmKernel.Update;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Symmetric products, QR factors and symmetric eigenvalues. */
class FactorLaws {
  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.oneOf(Arbitraries.integers().between(0, 40), Arbitraries.of(64, 95, 100));
  }

  @Property(tries = 150)
  void symmetricProductIsTheProduct(
      @ForAll("sizes") int n,
      @ForAll("sizes") int k,
      @ForAll boolean transposed,
      @ForAll long seed) {
    int columns = transposed ? n : k;
    double[] a = Matrices.numbers(Key.of(seed), n * k);
    double[] expected = new double[n * n];
    GemmKernel.apply(
        a, 0, columns, transposed, a, 0, columns, !transposed, expected, 0, n, n, n, k, Update.SET);
    double[] c = new double[n * n];
    SyrkKernel.apply(a, 0, columns, transposed, c, 0, n, k, new double[SyrkKernel.workspace(n, k)]);
    assertArrayEquals(expected, c);
  }

  @Property(tries = 150)
  void qrReconstructs(@ForAll("sizes") int m, @ForAll("sizes") int n, @ForAll long seed) {
    int k = Math.min(m, n);
    double[] a = Matrices.uniform(Key.of(seed), m * n);
    double[] q = new double[m * k];
    double[] r = new double[k * n];
    QrKernel.apply(a, 0, q, 0, r, 0, m, n, new double[QrKernel.workspace(m, n)]);
    Matrices.assertClose(a, Matrices.product(q, r, m, n, k), 1e-13);
    Matrices.assertClose(
        identity(k), Matrices.product(Matrices.transpose(q, m, k), q, k, k, m), 1e-13);
    for (int i = 0; i < k; i++) {
      assertTrue(r[i * n + i] >= 0);
      for (int j = 0; j < i; j++) {
        assertEquals(0, r[i * n + j]);
      }
    }
  }

  @Example
  void qrOfZerosRepeatedColumnsAndExtremeSizes() {
    double[] work = new double[QrKernel.workspace(3, 2)];
    double[] q = new double[6];
    double[] r = new double[4];
    QrKernel.apply(new double[6], 0, q, 0, r, 0, 3, 2, work);
    assertArrayEquals(new double[] {1, 0, 0, 1, 0, 0}, q);
    assertArrayEquals(new double[4], r);
    QrKernel.apply(new double[] {3, 3, 4, 4, 0, 0}, 0, q, 0, r, 0, 3, 2, work);
    Matrices.assertClose(new double[] {5, 5, 0, 0}, r, 1e-15);
    QrKernel.apply(new double[] {3e300, 0, 4e300, 0, 0, -2e-300}, 0, q, 0, r, 0, 3, 2, work);
    assertEquals(5e300, r[0], 1e286);
    assertEquals(2e-300, r[3], 1e-314);
    QrKernel.apply(new double[] {1, Double.NaN, 1, 1, 1, 1}, 0, q, 0, r, 0, 3, 2, work);
    assertTrue(Double.isNaN(r[1]));
  }

  @Property(tries = 80)
  void eigenvectorsDiagonalise(@ForAll("sizes") int n, @ForAll long seed) {
    double[] x = Matrices.uniform(Key.of(seed), n * n);
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i * n + j] = x[Math.max(i, j) * n + Math.min(i, j)];
      }
    }
    double[] lower = a.clone();
    for (int i = 0; i < n; i++) {
      Arrays.fill(lower, i * n + i + 1, i * n + n, Double.NaN);
    }
    double[] w = new double[n];
    double[] v = new double[n * n];
    SymmetricEigenKernel.apply(
        lower, 0, w, 0, v, 0, n, new double[SymmetricEigenKernel.workspace(n)]);
    double[] vt = Matrices.transpose(v, n, n);
    double[] scaled = v.clone();
    for (int i = 0; i < n * n; i++) {
      scaled[i] *= w[i % n];
    }
    Matrices.assertClose(a, Matrices.product(scaled, vt, n, n, n), 1e-13 * Math.max(4, n));
    Matrices.assertClose(identity(n), Matrices.product(vt, v, n, n, n), 1e-13);
    for (int j = 0; j < n; j++) {
      assertTrue(j == 0 || w[j - 1] <= w[j]);
      double greatest = 0;
      for (int i = 0; i < n; i++) {
        greatest = Math.abs(v[i * n + j]) > Math.abs(greatest) ? v[i * n + j] : greatest;
      }
      assertTrue(greatest > 0);
    }
  }

  /** A well-conditioned matrix scaled by powers of two; eigenvalues by 60-digit arithmetic. */
  @Example
  void smallEigenvaluesOfGradedMatricesAreAccurate() {
    double[] d = {1, 0x1p-20, 0x1p-40};
    double[] m = {1, 0.5, 0.25, 0.5, 1, 0.5, 0.25, 0.5, 1};
    double[] a = new double[9];
    for (int i = 0; i < 9; i++) {
      a[i] = d[i / 3] * m[i] * d[i % 3];
    }
    double[] w = new double[3];
    double[] work = new double[SymmetricEigenKernel.workspace(3)];
    SymmetricEigenKernel.apply(a, 0, w, 0, new double[9], 0, 3, work);
    double[] expected = {
      6.2038545941462969683e-25, 6.8212102632969617844e-13, 1.0000000000002273737
    };
    for (int i = 0; i < 3; i++) {
      assertEquals(1, w[i] / expected[i], 1e-15);
    }
  }

  @Example
  void eigenvaluesOfDiagonalZeroAndNaNMatrices() {
    double[] w = new double[3];
    double[] v = new double[9];
    double[] work = new double[SymmetricEigenKernel.workspace(3)];
    SymmetricEigenKernel.apply(new double[] {3, 0, 0, 0, 1, 0, 0, 0, 2}, 0, w, 0, v, 0, 3, work);
    assertArrayEquals(new double[] {1, 2, 3}, w);
    assertArrayEquals(new double[] {0, 0, 1, 1, 0, 0, 0, 1, 0}, v);
    SymmetricEigenKernel.apply(new double[9], 0, w, 0, v, 0, 3, work);
    assertArrayEquals(new double[3], w);
    assertArrayEquals(identity(3), v);
    double[] bad = {1, 0, 0, Double.NaN, 1, 0, 0, 0, 1};
    SymmetricEigenKernel.apply(bad, 0, w, 0, v, 0, 3, work);
    assertTrue(Arrays.stream(w).allMatch(Double::isNaN));
  }

  private static double[] identity(int n) {
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = 1;
    }
    return a;
  }
}
