package dev.merapi.tensor.internal.matrix;

import dev.merapi.tensor.internal.kernel.DotKernel;
import dev.merapi.tensor.internal.kernel.Gate;
import dev.merapi.tensor.internal.kernel.Simd;
import dev.merapi.tensor.internal.kernel.Species;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The two uses of a tile of {@link PackedRows} in a pass {@code z = X·b}, then {@code r} from
 * {@code z} element by element, then {@code g = Xᵀ·r}: {@link #forward} gives 32 elements of z,
 * {@link #backward} adds 32 rows to the lanes of g, {@link #finish} adds up the lanes.
 *
 * <p>The order of additions is that of {@link DotKernel}, so a pass by tiles gives the bits of
 * {@link GemvKernel} and {@link GemvTransposedKernel}, and reads X from memory once instead of
 * twice.
 */
public final class TileKernel {
  private static final int T = PackedRows.TILE;

  private static final Gate GATE =
      new Gate(
          "tile",
          Simd.SHORTEST,
          Gate.CHEAP,
          (x, y, _) -> {
            Lanes.forward(x, 0, x, 0, T, y, 0);
            Lanes.backward(x, 0, x, 0, T, y, T);
          });

  private TileKernel() {}

  /** {@code z[zo … zo + 31] = X_t·b}; rows beyond the end of the matrix give 0 for finite b. */
  public static void forward(PackedRows x, int t, double[] b, int bo, double[] z, int zo) {
    int n = x.columns();
    if (GATE.admits(T * n)) {
      Lanes.forward(x.data, t * T * n, b, bo, n, z, zo);
      return;
    }
    for (int i = 0; i < T; i++) {
      z[zo + i] = DotKernel.dot(x.data, t * T * n + i, T, b, bo, n);
    }
  }

  /**
   * Adds tile t: {@code lanes[lo + 8j + (i mod 8)]} runs through its chain over the rows {@code i}
   * of the tile. {@code r[ro … ro + 31]} is finite, in practice 0, beyond the end of the matrix.
   */
  public static void backward(PackedRows x, int t, double[] r, int ro, double[] lanes, int lo) {
    int n = x.columns();
    int from = t * T * n;
    if (GATE.admits(T * n)) {
      Lanes.backward(x.data, from, r, ro, n, lanes, lo);
      return;
    }
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < T; i++) {
        int lane = lo + 8 * j + (i & 7);
        lanes[lane] = Math.fma(x.data[from + j * T + i], r[ro + i], lanes[lane]);
      }
    }
  }

  /** {@code g_j} is the sum of the lanes of column j. */
  public static void finish(double[] lanes, int lo, int n, double[] g, int go) {
    for (int j = 0; j < n; j++) {
      g[go + j] = DotKernel.tree(lanes, lo + 8 * j);
    }
  }

  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;
    private static final int L = S.length();

    private Lanes() {}

    static void forward(double[] x, int xo, double[] b, int bo, int n, double[] z, int zo) {
      for (int i = 0; i < T; i += L) {
        rows(x, xo + i, b, bo, n, z, zo + i);
      }
    }

    /** L rows: their eight virtual lanes are eight registers, and the tree needs no shuffle. */
    private static void rows(double[] x, int xo, double[] b, int bo, int n, double[] z, int zo) {
      DoubleVector s0 = DoubleVector.zero(S);
      DoubleVector s1 = s0;
      DoubleVector s2 = s0;
      DoubleVector s3 = s0;
      DoubleVector s4 = s0;
      DoubleVector s5 = s0;
      DoubleVector s6 = s0;
      DoubleVector s7 = s0;
      int j = 0;
      for (; j <= n - 8; j += 8) {
        int c = xo + j * T;
        s0 = DoubleVector.fromArray(S, x, c).fma(broadcast(b[bo + j]), s0);
        s1 = DoubleVector.fromArray(S, x, c + T).fma(broadcast(b[bo + j + 1]), s1);
        s2 = DoubleVector.fromArray(S, x, c + 2 * T).fma(broadcast(b[bo + j + 2]), s2);
        s3 = DoubleVector.fromArray(S, x, c + 3 * T).fma(broadcast(b[bo + j + 3]), s3);
        s4 = DoubleVector.fromArray(S, x, c + 4 * T).fma(broadcast(b[bo + j + 4]), s4);
        s5 = DoubleVector.fromArray(S, x, c + 5 * T).fma(broadcast(b[bo + j + 5]), s5);
        s6 = DoubleVector.fromArray(S, x, c + 6 * T).fma(broadcast(b[bo + j + 6]), s6);
        s7 = DoubleVector.fromArray(S, x, c + 7 * T).fma(broadcast(b[bo + j + 7]), s7);
      }
      int c = xo + j * T;
      if (j < n) {
        s0 = DoubleVector.fromArray(S, x, c).fma(broadcast(b[bo + j]), s0);
      }
      if (j + 1 < n) {
        s1 = DoubleVector.fromArray(S, x, c + T).fma(broadcast(b[bo + j + 1]), s1);
      }
      if (j + 2 < n) {
        s2 = DoubleVector.fromArray(S, x, c + 2 * T).fma(broadcast(b[bo + j + 2]), s2);
      }
      if (j + 3 < n) {
        s3 = DoubleVector.fromArray(S, x, c + 3 * T).fma(broadcast(b[bo + j + 3]), s3);
      }
      if (j + 4 < n) {
        s4 = DoubleVector.fromArray(S, x, c + 4 * T).fma(broadcast(b[bo + j + 4]), s4);
      }
      if (j + 5 < n) {
        s5 = DoubleVector.fromArray(S, x, c + 5 * T).fma(broadcast(b[bo + j + 5]), s5);
      }
      if (j + 6 < n) {
        s6 = DoubleVector.fromArray(S, x, c + 6 * T).fma(broadcast(b[bo + j + 6]), s6);
      }
      s0.add(s4).add(s2.add(s6)).add(s1.add(s5).add(s3.add(s7))).intoArray(z, zo);
    }

    static void backward(double[] x, int xo, double[] r, int ro, int n, double[] lanes, int lo) {
      for (int lane = 0; lane < 8; lane += L) {
        columns(x, xo + lane, r, ro + lane, n, lanes, lo + lane);
      }
    }

    /** L of the eight lanes of every column; the four groups of rows stay in registers. */
    private static void columns(
        double[] x, int xo, double[] r, int ro, int n, double[] lanes, int lo) {
      DoubleVector r0 = DoubleVector.fromArray(S, r, ro);
      DoubleVector r1 = DoubleVector.fromArray(S, r, ro + 8);
      DoubleVector r2 = DoubleVector.fromArray(S, r, ro + 16);
      DoubleVector r3 = DoubleVector.fromArray(S, r, ro + 24);
      for (int j = 0; j < n; j++) {
        int c = xo + j * T;
        DoubleVector s = DoubleVector.fromArray(S, lanes, lo + 8 * j);
        s = DoubleVector.fromArray(S, x, c).fma(r0, s);
        s = DoubleVector.fromArray(S, x, c + 8).fma(r1, s);
        s = DoubleVector.fromArray(S, x, c + 16).fma(r2, s);
        DoubleVector.fromArray(S, x, c + 24).fma(r3, s).intoArray(lanes, lo + 8 * j);
      }
    }

    private static DoubleVector broadcast(double x) {
      return DoubleVector.broadcast(S, x);
    }
  }
}
