package dev.merapi.tensor.internal.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.kernel.DotKernel;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Matrix times vector, both ways and by tiles, equals the inner product of eight virtual lanes. */
class GemvLaws {
  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 40), Arbitraries.integers().between(60, 140));
  }

  @Property
  void dotIsEightChainsAndATree(
      @ForAll("sizes") int n, @ForAll @IntRange(max = 5) int offset, @ForAll long seed) {
    double[] x = Matrices.numbers(Key.of(seed).fold("x"), offset + n);
    double[] y = Matrices.numbers(Key.of(seed).fold("y"), n);
    assertEquals(dot(x, offset, 1, y, 0, n), DotKernel.dot(x, offset, y, 0, n));
  }

  @Property(tries = 500)
  void bothProductsAreDots(
      @ForAll("sizes") int m,
      @ForAll("sizes") int n,
      @ForAll @IntRange(max = 5) int slack,
      @ForAll long seed) {
    Key key = Key.of(seed);
    int lda = n + slack;
    double[] a = Matrices.numbers(key.fold("a"), slack + m * lda);
    double[] x = Matrices.numbers(key.fold("x"), slack + Math.max(m, n));
    double[] expected = new double[slack + m];
    for (int i = 0; i < m; i++) {
      expected[slack + i] = dot(a, slack + i * lda, 1, x, slack, n);
    }
    double[] y = new double[slack + m];
    GemvKernel.apply(a, slack, lda, x, slack, y, slack, m, n);
    assertArrayEquals(expected, y);

    double[] expectedTransposed = new double[slack + n];
    for (int j = 0; j < n; j++) {
      expectedTransposed[slack + j] = dot(a, slack + j, lda, x, slack, m);
    }
    double[] yt = new double[slack + n];
    GemvTransposedKernel.apply(a, slack, lda, x, slack, yt, slack, m, n);
    assertArrayEquals(expectedTransposed, yt);
  }

  /** A tile for several vectors = the tile for each of them. */
  @Property(tries = 200)
  void tilesTogetherGiveTheSameBits(
      @ForAll("sizes") int n,
      @ForAll @IntRange(min = 1, max = 9) int count,
      @ForAll @IntRange(max = 5) int slack,
      @ForAll long seed) {
    Key key = Key.of(seed);
    PackedRows packed = PackedRows.of(Matrices.numbers(key.fold("a"), 60 * n), 0, n, 60, n);
    double[][] b = new double[count + 1][];
    double[][] r = new double[count + 1][];
    double[][] z = new double[count + 1][slack + 32];
    double[][] lanes = new double[count + 1][];
    double[][] expected = new double[count][slack + 32];
    double[][] expectedLanes = new double[count][];
    for (int i = 0; i < count; i++) {
      b[i] = Matrices.numbers(key.fold("b").fold(i), n);
      r[i] = Matrices.numbers(key.fold("r").fold(i), slack + 32);
      lanes[i] = Matrices.numbers(key.fold("lanes").fold(i), slack + 8 * n);
      expectedLanes[i] = lanes[i].clone();
      TileKernel.forward(packed, 1, b[i], 0, expected[i], slack);
      TileKernel.backward(packed, 1, r[i], slack, expectedLanes[i], slack);
    }
    b[count] = b[0];
    r[count] = r[0];
    lanes[count] = lanes[0].clone();
    double[] work = new double[TilesTogether.WORKSPACE];
    TilesTogether.forward(packed, 1, b, count, z, slack, work);
    TilesTogether.backward(packed, 1, r, slack, count, lanes, slack);
    for (int i = 0; i < count; i++) {
      assertArrayEquals(expected[i], z[i]);
      assertArrayEquals(expectedLanes[i], lanes[i]);
    }
  }

  @Property(tries = 300)
  void tilesGiveTheSameBits(@ForAll("sizes") int m, @ForAll("sizes") int n, @ForAll long seed) {
    Key key = Key.of(seed);
    double[] a = Matrices.numbers(key.fold("a"), m * n);
    double[] b = Matrices.numbers(key.fold("b"), n);
    double[] r = Matrices.numbers(key.fold("r"), m);
    PackedRows packed = PackedRows.of(a, 0, n, m, n);
    double[] z = new double[32 * packed.tiles()];
    double[] lanes = new double[8 * n];
    double[] padded = Arrays.copyOf(r, z.length);
    for (int t = 0; t < packed.tiles(); t++) {
      TileKernel.forward(packed, t, b, 0, z, 32 * t);
      TileKernel.backward(packed, t, padded, 32 * t, lanes, 0);
    }
    double[] g = new double[n];
    TileKernel.finish(lanes, 0, n, g, 0);

    double[] y = new double[m];
    GemvKernel.apply(a, 0, n, b, 0, y, 0, m, n);
    assertArrayEquals(y, Arrays.copyOf(z, m));
    double[] yt = new double[n];
    GemvTransposedKernel.apply(a, 0, n, r, 0, yt, 0, m, n);
    assertArrayEquals(yt, g);
  }

  private static double dot(double[] x, int xo, int stride, double[] y, int yo, int n) {
    double[] s = new double[8];
    for (int i = 0; i < n; i++) {
      s[i % 8] = Math.fma(x[xo + i * stride], y[yo + i], s[i % 8]);
    }
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }
}
