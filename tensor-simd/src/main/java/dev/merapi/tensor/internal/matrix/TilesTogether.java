package dev.merapi.tensor.internal.matrix;

import dev.merapi.tensor.internal.kernel.Gate;
import dev.merapi.tensor.internal.kernel.Simd;
import dev.merapi.tensor.internal.kernel.Species;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link TileKernel} for several vectors in one pass over a tile: each result has the bits that it
 * has alone, since its eight virtual lanes are its own. Registers of eight numbers take four
 * vectors at a time, so that a register of X, once loaded, is used four times; three that are left
 * over are four, whose last one nobody asked for, and which costs less than three by themselves.
 * Narrower registers, and one or two that are left over, take one after the other while the tile is
 * in the first-level cache.
 *
 * <p>So the arrays have one place more than there are vectors: what it holds is read and written.
 */
public final class TilesTogether {
  private static final int T = PackedRows.TILE;
  private static final int FOUR = 4;
  private static final int LANES = 8;
  private static final int LEAST = 3;

  /** Numbers of working memory that {@link #forward} asks for. */
  public static final int WORKSPACE = LANES * FOUR * T;

  private static final Gate GATE =
      new Gate(
          "tile of four",
          Simd.SHORTEST,
          Gate.CHEAP,
          (x, y, _) -> {
            double[][] four = {x, x, x, x};
            double[][] out = {y, y, y, y};
            Lanes.forward(x, 0, four, 0, T, out, 0, new double[WORKSPACE]);
            Lanes.backward(x, 0, four, 0, 0, T, out, T);
          });

  private TilesTogether() {}

  /** Whether so many vectors use a register of X, once loaded, more than once. */
  public static boolean share(int count) {
    return Simd.lanes() == LANES && count >= LEAST;
  }

  /** {@code z[i][zo … zo + 31] = X_t·b[i]} for i below {@code count}. */
  public static void forward(
      PackedRows x, int t, double[][] b, int count, double[][] z, int zo, double[] work) {
    int i = 0;
    int n = x.columns();
    if (share(count) && GATE.admits(FOUR * T * n)) {
      for (; i <= count - LEAST; i += FOUR) {
        Lanes.forward(x.data, t * T * n, b, i, n, z, zo, work);
      }
    }
    for (; i < count; i++) {
      TileKernel.forward(x, t, b[i], 0, z[i], zo);
    }
  }

  /** Adds tile t times {@code r[i][ro … ro + 31]} to {@code lanes[i]}, for i below count. */
  public static void backward(
      PackedRows x, int t, double[][] r, int ro, int count, double[][] lanes, int lo) {
    int i = 0;
    int n = x.columns();
    if (share(count) && GATE.admits(FOUR * T * n)) {
      for (; i <= count - LEAST; i += FOUR) {
        Lanes.backward(x.data, t * T * n, r, i, ro, n, lanes, lo);
      }
    }
    for (; i < count; i++) {
      TileKernel.backward(x, t, r[i], ro, lanes[i], lo);
    }
  }

  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;

    private Lanes() {}

    static void forward(
        double[] x, int xo, double[][] b, int i, int n, double[][] z, int zo, double[] work) {
      for (int r = 0; r < LANES; r++) {
        lane(x, xo, b[i], b[i + 1], b[i + 2], b[i + 3], r, n, work, FOUR * T * r);
      }
      for (int c = 0; c < FOUR; c++) {
        for (int row = 0; row < T; row += LANES) {
          total(work, T * c + row, z[i + c], zo + row);
        }
      }
    }

    /** The tree of the lanes of eight rows. */
    private static void total(double[] work, int at, double[] z, int zo) {
      DoubleVector even = both(work, at, 0).add(both(work, at, 2));
      DoubleVector odd = both(work, at, 1).add(both(work, at, 3));
      even.add(odd).intoArray(z, zo);
    }

    private static DoubleVector both(double[] work, int at, int r) {
      int first = at + FOUR * T * r;
      return vector(work, first).add(vector(work, first + FOUR * T * LANES / 2));
    }

    /**
     * Lane r of all rows of the tile for four vectors: sixteen registers, into which every column
     * goes once as it lies in memory.
     */
    private static void lane(
        double[] x,
        int xo,
        double[] a,
        double[] b,
        double[] c,
        double[] d,
        int r,
        int n,
        double[] out,
        int o) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = a0;
      DoubleVector a2 = a0;
      DoubleVector a3 = a0;
      DoubleVector b0 = a0;
      DoubleVector b1 = a0;
      DoubleVector b2 = a0;
      DoubleVector b3 = a0;
      DoubleVector c0 = a0;
      DoubleVector c1 = a0;
      DoubleVector c2 = a0;
      DoubleVector c3 = a0;
      DoubleVector d0 = a0;
      DoubleVector d1 = a0;
      DoubleVector d2 = a0;
      DoubleVector d3 = a0;
      for (int j = r; j < n; j += LANES) {
        int at = xo + j * T;
        DoubleVector x0 = vector(x, at);
        DoubleVector x1 = vector(x, at + 8);
        DoubleVector x2 = vector(x, at + 16);
        DoubleVector x3 = vector(x, at + 24);
        a0 = x0.fma(all(a[j]), a0);
        a1 = x1.fma(all(a[j]), a1);
        a2 = x2.fma(all(a[j]), a2);
        a3 = x3.fma(all(a[j]), a3);
        b0 = x0.fma(all(b[j]), b0);
        b1 = x1.fma(all(b[j]), b1);
        b2 = x2.fma(all(b[j]), b2);
        b3 = x3.fma(all(b[j]), b3);
        c0 = x0.fma(all(c[j]), c0);
        c1 = x1.fma(all(c[j]), c1);
        c2 = x2.fma(all(c[j]), c2);
        c3 = x3.fma(all(c[j]), c3);
        d0 = x0.fma(all(d[j]), d0);
        d1 = x1.fma(all(d[j]), d1);
        d2 = x2.fma(all(d[j]), d2);
        d3 = x3.fma(all(d[j]), d3);
      }
      a0.intoArray(out, o);
      a1.intoArray(out, o + 8);
      a2.intoArray(out, o + 16);
      a3.intoArray(out, o + 24);
      b0.intoArray(out, o + T);
      b1.intoArray(out, o + T + 8);
      b2.intoArray(out, o + T + 16);
      b3.intoArray(out, o + T + 24);
      c0.intoArray(out, o + 2 * T);
      c1.intoArray(out, o + 2 * T + 8);
      c2.intoArray(out, o + 2 * T + 16);
      c3.intoArray(out, o + 2 * T + 24);
      d0.intoArray(out, o + 3 * T);
      d1.intoArray(out, o + 3 * T + 8);
      d2.intoArray(out, o + 3 * T + 16);
      d3.intoArray(out, o + 3 * T + 24);
    }

    static void backward(
        double[] x, int xo, double[][] r, int i, int ro, int n, double[][] lanes, int lo) {
      columns(
          x,
          xo,
          r[i],
          r[i + 1],
          r[i + 2],
          r[i + 3],
          ro,
          n,
          lanes[i],
          lanes[i + 1],
          lanes[i + 2],
          lanes[i + 3],
          lo);
    }

    /** The eight lanes of every column, four times; all residuals stay in registers. */
    private static void columns(
        double[] x,
        int xo,
        double[] a,
        double[] b,
        double[] c,
        double[] d,
        int ro,
        int n,
        double[] la,
        double[] lb,
        double[] lc,
        double[] ld,
        int lo) {
      DoubleVector a0 = vector(a, ro);
      DoubleVector a1 = vector(a, ro + 8);
      DoubleVector a2 = vector(a, ro + 16);
      DoubleVector a3 = vector(a, ro + 24);
      DoubleVector b0 = vector(b, ro);
      DoubleVector b1 = vector(b, ro + 8);
      DoubleVector b2 = vector(b, ro + 16);
      DoubleVector b3 = vector(b, ro + 24);
      DoubleVector c0 = vector(c, ro);
      DoubleVector c1 = vector(c, ro + 8);
      DoubleVector c2 = vector(c, ro + 16);
      DoubleVector c3 = vector(c, ro + 24);
      DoubleVector d0 = vector(d, ro);
      DoubleVector d1 = vector(d, ro + 8);
      DoubleVector d2 = vector(d, ro + 16);
      DoubleVector d3 = vector(d, ro + 24);
      for (int j = 0; j < n; j++) {
        int at = xo + j * T;
        int to = lo + 8 * j;
        DoubleVector x0 = vector(x, at);
        DoubleVector x1 = vector(x, at + 8);
        DoubleVector x2 = vector(x, at + 16);
        DoubleVector x3 = vector(x, at + 24);
        x3.fma(a3, x2.fma(a2, x1.fma(a1, x0.fma(a0, vector(la, to))))).intoArray(la, to);
        x3.fma(b3, x2.fma(b2, x1.fma(b1, x0.fma(b0, vector(lb, to))))).intoArray(lb, to);
        x3.fma(c3, x2.fma(c2, x1.fma(c1, x0.fma(c0, vector(lc, to))))).intoArray(lc, to);
        x3.fma(d3, x2.fma(d2, x1.fma(d1, x0.fma(d0, vector(ld, to))))).intoArray(ld, to);
      }
    }

    private static DoubleVector vector(double[] x, int at) {
      return DoubleVector.fromArray(S, x, at);
    }

    private static DoubleVector all(double x) {
      return DoubleVector.broadcast(S, x);
    }
  }
}
