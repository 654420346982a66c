package dev.merapi.tensor.internal.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.matrix.GemmKernel.Update;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The matrix product equals its definition bit for bit, whatever the blocks, edges and layout. */
class GemmLaws {
  /** Sizes: all small ones, and the surroundings of the tiles. */
  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 40),
        Arbitraries.of(47, 48, 49, 63, 64, 65, 95, 96, 97, 100, 111, 112, 113));
  }

  @Property(tries = 400)
  void equalsItsDefinition(
      @ForAll("sizes") int m,
      @ForAll("sizes") int n,
      @ForAll("sizes") int k,
      @ForAll boolean ta,
      @ForAll boolean tb,
      @ForAll Update update,
      @ForAll @IntRange(max = 5) int slack,
      @ForAll long seed) {
    check(m, n, k, ta, tb, update, slack, Key.of(seed));
  }

  @Example
  void equalsItsDefinitionAroundTheLargeBlocks() {
    int[][] sizes = {{97, 33, 257}, {13, 513, 40}, {200, 20, 600}, {1, 1100, 3}, {300, 1, 700}};
    for (int[] s : sizes) {
      for (int bits = 0; bits < 4; bits++) {
        for (Update update : Update.values()) {
          check(s[0], s[1], s[2], (bits & 1) == 1, (bits & 2) == 2, update, 3, Key.of(bits));
        }
      }
    }
  }

  @Example
  void equalsItsDefinitionWithFewColumnsOrRows() {
    for (int n = 1; n <= 9; n++) {
      for (int m : new int[] {15, 16, 17, 23, 64, 200}) {
        for (int k : new int[] {1, 7, 8, 9, 20, 300, 513}) {
          for (int bits = 0; bits < 4; bits++) {
            check(m, n, k, (bits & 1) == 1, (bits & 2) == 2, Update.SET, 3, Key.of(n));
            check(m, n, k, (bits & 1) == 1, (bits & 2) == 2, Update.SET, 0, Key.of(m));
            check(n, m, k, (bits & 1) == 1, (bits & 2) == 2, Update.SET, 3, Key.of(k));
          }
        }
      }
    }
  }

  @Example
  void nanAndInfinityPassThrough() {
    int n = 20;
    double[] a = new double[n * n];
    Arrays.fill(a, 1);
    a[3 * n + 4] = Double.NaN;
    a[7 * n + 5] = Double.POSITIVE_INFINITY;
    double[] c = new double[n * n];
    GemmKernel.apply(a, 0, n, false, a, 0, n, false, c, 0, n, n, n, n, Update.SET);
    assertArrayEquals(Matrices.product(a, a, n, n, n), c);
  }

  private static void check(
      int m, int n, int k, boolean ta, boolean tb, Update update, int slack, Key key) {
    int lda = (ta ? m : k) + slack;
    int ldb = (tb ? k : n) + slack;
    int ldc = n + slack;
    double[] a = Matrices.numbers(key.fold("a"), slack + lda * (ta ? k : m));
    double[] b = Matrices.numbers(key.fold("b"), slack + ldb * (tb ? n : k));
    double[] c = Matrices.numbers(key.fold("c"), slack + ldc * m);
    double[] expected = c.clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        int at = slack + i * ldc + j;
        double chain = update == Update.SET ? 0 : c[at];
        for (int p = 0; p < k; p++) {
          double x = a[slack + (ta ? p * lda + i : i * lda + p)];
          double y = b[slack + (tb ? j * ldb + p : p * ldb + j)];
          chain = Math.fma(update == Update.SUBTRACT ? -x : x, y, chain);
        }
        expected[at] = chain;
      }
    }
    GemmKernel.apply(a, slack, lda, ta, b, slack, ldb, tb, c, slack, ldc, m, n, k, update);
    assertArrayEquals(expected, c);
  }
}
