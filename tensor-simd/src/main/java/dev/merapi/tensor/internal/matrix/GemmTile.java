package dev.merapi.tensor.internal.matrix;

import dev.merapi.tensor.internal.kernel.Simd;
import dev.merapi.tensor.internal.kernel.Species;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost block of {@link GemmKernel}: up to six rows by two vectors of C, {@code C += A·B}
 * for a packed panel B. Twelve accumulators, two vectors of B and one broadcast fill sixteen
 * registers, and twelve independent chains hide the latency of the multiply-add.
 */
final class GemmTile {
  static final int ROWS = 6;

  private GemmTile() {}

  /** Columns of a tile. */
  static int width() {
    return 2 * Simd.lanes();
  }

  /**
   * Adds {@code A·B} to {@code C}, inner index in order. Rows of A beyond {@code rows} are not
   * read: the last row stands in for them, and C must have room for their results.
   */
  static void apply(
      double[] a,
      int ao,
      int lda,
      int rows,
      double[] b,
      int bo,
      double[] c,
      int co,
      int ldc,
      int depth) {
    int a1 = ao + Math.min(1, rows - 1) * lda;
    int a2 = ao + Math.min(2, rows - 1) * lda;
    int a3 = ao + Math.min(3, rows - 1) * lda;
    int a4 = ao + Math.min(4, rows - 1) * lda;
    int a5 = ao + Math.min(5, rows - 1) * lda;
    Lanes.apply(a, ao, a1, a2, a3, a4, a5, b, bo, c, co, ldc, depth);
  }

  /** Packs {@code sign} times a panel of {@code depth} rows, {@code ldb} apart, row after row. */
  static void pack(double[] b, int bo, int ldb, int depth, double sign, double[] out, int o) {
    Lanes.pack(b, bo, ldb, depth, sign, out, o);
  }

  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;
    private static final int L = S.length();

    private Lanes() {}

    static void pack(double[] b, int bo, int ldb, int depth, double sign, double[] out, int o) {
      for (int p = 0; p < depth; p++) {
        int from = bo + p * ldb;
        int to = o + 2 * L * p;
        DoubleVector.fromArray(S, b, from).mul(sign).intoArray(out, to);
        DoubleVector.fromArray(S, b, from + L).mul(sign).intoArray(out, to + L);
      }
    }

    static void apply(
        double[] a,
        int a0,
        int a1,
        int a2,
        int a3,
        int a4,
        int a5,
        double[] b,
        int bo,
        double[] c,
        int co,
        int ldc,
        int depth) {
      DoubleVector u0 = DoubleVector.fromArray(S, c, co);
      DoubleVector v0 = DoubleVector.fromArray(S, c, co + L);
      DoubleVector u1 = DoubleVector.fromArray(S, c, co + ldc);
      DoubleVector v1 = DoubleVector.fromArray(S, c, co + ldc + L);
      DoubleVector u2 = DoubleVector.fromArray(S, c, co + 2 * ldc);
      DoubleVector v2 = DoubleVector.fromArray(S, c, co + 2 * ldc + L);
      DoubleVector u3 = DoubleVector.fromArray(S, c, co + 3 * ldc);
      DoubleVector v3 = DoubleVector.fromArray(S, c, co + 3 * ldc + L);
      DoubleVector u4 = DoubleVector.fromArray(S, c, co + 4 * ldc);
      DoubleVector v4 = DoubleVector.fromArray(S, c, co + 4 * ldc + L);
      DoubleVector u5 = DoubleVector.fromArray(S, c, co + 5 * ldc);
      DoubleVector v5 = DoubleVector.fromArray(S, c, co + 5 * ldc + L);
      for (int p = 0; p < depth; p++) {
        DoubleVector u = DoubleVector.fromArray(S, b, bo + 2 * L * p);
        DoubleVector v = DoubleVector.fromArray(S, b, bo + 2 * L * p + L);
        DoubleVector x0 = DoubleVector.broadcast(S, a[a0 + p]);
        u0 = x0.fma(u, u0);
        v0 = x0.fma(v, v0);
        DoubleVector x1 = DoubleVector.broadcast(S, a[a1 + p]);
        u1 = x1.fma(u, u1);
        v1 = x1.fma(v, v1);
        DoubleVector x2 = DoubleVector.broadcast(S, a[a2 + p]);
        u2 = x2.fma(u, u2);
        v2 = x2.fma(v, v2);
        DoubleVector x3 = DoubleVector.broadcast(S, a[a3 + p]);
        u3 = x3.fma(u, u3);
        v3 = x3.fma(v, v3);
        DoubleVector x4 = DoubleVector.broadcast(S, a[a4 + p]);
        u4 = x4.fma(u, u4);
        v4 = x4.fma(v, v4);
        DoubleVector x5 = DoubleVector.broadcast(S, a[a5 + p]);
        u5 = x5.fma(u, u5);
        v5 = x5.fma(v, v5);
      }
      u0.intoArray(c, co);
      v0.intoArray(c, co + L);
      u1.intoArray(c, co + ldc);
      v1.intoArray(c, co + ldc + L);
      u2.intoArray(c, co + 2 * ldc);
      v2.intoArray(c, co + 2 * ldc + L);
      u3.intoArray(c, co + 3 * ldc);
      v3.intoArray(c, co + 3 * ldc + L);
      u4.intoArray(c, co + 4 * ldc);
      v4.intoArray(c, co + 4 * ldc + L);
      u5.intoArray(c, co + 5 * ldc);
      v5.intoArray(c, co + 5 * ldc + L);
    }
  }
}
