package dev.merapi.tensor.internal.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.matrix.GemmKernel.Update;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Triangular solves equal their definition bit for bit, and undo the product. */
class TriangularLaws {
  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 40), Arbitraries.of(63, 64, 65, 95, 96, 97, 100));
  }

  @Property(tries = 400)
  void leftEqualsItsDefinition(
      @ForAll("sizes") int n,
      @ForAll("sizes") int m,
      @ForAll boolean lower,
      @ForAll boolean transposed,
      @ForAll @IntRange(max = 3) int slack,
      @ForAll long seed) {
    Key key = Key.of(seed);
    int ldt = n + slack;
    int ldx = m + slack;
    double[] t = triangle(key, n, ldt, slack, lower);
    double[] x = Matrices.uniform(key.fold("x"), slack + n * ldx);
    double[] expected = x.clone();
    boolean forwards = lower != transposed;
    for (int step = 0; step < n; step++) {
      int i = forwards ? step : n - 1 - step;
      int end = Math.min(n, (i / 32 + 1) * 32);
      IntStream own = IntStream.range(i + 1, end).map(k -> end + i - k);
      int[] order =
          forwards
              ? IntStream.range(0, i).toArray()
              : IntStream.concat(IntStream.range(end, n), own).toArray();
      for (int j = 0; j < m; j++) {
        double s = expected[slack + i * ldx + j];
        for (int k : order) {
          double factor = t[slack + (transposed ? k * ldt + i : i * ldt + k)];
          s = Math.fma(-factor, expected[slack + k * ldx + j], s);
        }
        expected[slack + i * ldx + j] = s / t[slack + i * ldt + i];
      }
    }
    double[] work = new double[TrsmKernel.workspaceLeft(n, m)];
    TrsmKernel.left(t, slack, ldt, lower, transposed, x, slack, ldx, n, m, work);
    assertArrayEquals(expected, x);
  }

  @Property(tries = 200)
  void rightIsLeftTransposed(
      @ForAll("sizes") int n,
      @ForAll("sizes") int m,
      @ForAll boolean lower,
      @ForAll boolean transposed,
      @ForAll long seed) {
    Key key = Key.of(seed);
    double[] t = triangle(key, n, n, 0, lower);
    double[] b = Matrices.uniform(key.fold("x"), m * n);
    double[] expected = Matrices.transpose(b, m, n);
    double[] work = new double[TrsmKernel.workspaceRight(n, m)];
    TrsmKernel.left(t, 0, n, lower, !transposed, expected, 0, m, n, m, work);
    TrsmKernel.right(t, 0, n, lower, transposed, b, 0, n, n, m, work);
    assertArrayEquals(Matrices.transpose(expected, n, m), b);
  }

  @Property(tries = 100)
  void solvingUndoesTheProduct(
      @ForAll("sizes") int n,
      @ForAll("sizes") int m,
      @ForAll boolean lower,
      @ForAll boolean transposed,
      @ForAll long seed) {
    Key key = Key.of(seed);
    double[] t = triangle(key, n, n, 0, lower);
    double[] whole = t.clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (lower ? j > i : j < i) {
          whole[i * n + j] = 0;
        }
      }
    }
    double[] x = Matrices.uniform(key.fold("x"), n * m);
    double[] b = new double[n * m];
    GemmKernel.apply(whole, 0, n, transposed, x, 0, m, false, b, 0, m, n, m, n, Update.SET);
    double[] work = new double[TrsmKernel.workspaceLeft(n, m)];
    TrsmKernel.left(t, 0, n, lower, transposed, b, 0, m, n, m, work);
    Matrices.assertClose(x, b, 1e-11);
  }

  @Example
  void zeroOnTheDiagonalIsInfiniteOrNaN() {
    double[] t = {0, 0, 1, 2};
    double[] x = {3, 0, 4, 0};
    TrsmKernel.left(t, 0, 2, true, false, x, 0, 2, 2, 2, new double[0]);
    double[] expected = {
      Double.POSITIVE_INFINITY, Double.NaN, Double.NEGATIVE_INFINITY, Double.NaN
    };
    assertArrayEquals(expected, x);
  }

  /** A well-conditioned triangle; the other one is NaN, since it must not be read. */
  private static double[] triangle(Key key, int n, int ld, int offset, boolean lower) {
    double[] t = new double[offset + n * ld];
    Arrays.fill(t, Double.NaN);
    double[] u = Matrices.uniform(key.fold("t"), n * n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (i == j) {
          t[offset + i * ld + j] = 1.5 + u[i * n + j] / 2;
        } else if (lower ? j < i : j > i) {
          t[offset + i * ld + j] = u[i * n + j] / Math.sqrt(n);
        }
      }
    }
    return t;
  }
}
