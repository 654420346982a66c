package dev.merapi.tensor.internal.matrix;

import dev.merapi.tensor.internal.kernel.Species;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost blocks of {@link NarrowProduct}: eight chains side by side, each a register wide,
 * begun at 0 and continued in the order of the inner index.
 */
final class NarrowTile {
  private NarrowTile() {}

  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;
    private static final int L = S.length();

    private Lanes() {}

    /** Eight rows of A times a panel one register wide, to eight rows of C, upper rows first. */
    static void rows(
        double[] a, int ao, int lda, double[] b, int bo, double[] c, int co, int ldc, int depth) {
      DoubleVector s0 = DoubleVector.zero(S);
      DoubleVector s1 = s0;
      DoubleVector s2 = s0;
      DoubleVector s3 = s0;
      DoubleVector s4 = s0;
      DoubleVector s5 = s0;
      DoubleVector s6 = s0;
      DoubleVector s7 = s0;
      for (int p = 0; p < depth; p++) {
        DoubleVector u = DoubleVector.fromArray(S, b, bo + L * p);
        int at = ao + p;
        s0 = DoubleVector.broadcast(S, a[at]).fma(u, s0);
        s1 = DoubleVector.broadcast(S, a[at + lda]).fma(u, s1);
        s2 = DoubleVector.broadcast(S, a[at + 2 * lda]).fma(u, s2);
        s3 = DoubleVector.broadcast(S, a[at + 3 * lda]).fma(u, s3);
        s4 = DoubleVector.broadcast(S, a[at + 4 * lda]).fma(u, s4);
        s5 = DoubleVector.broadcast(S, a[at + 5 * lda]).fma(u, s5);
        s6 = DoubleVector.broadcast(S, a[at + 6 * lda]).fma(u, s6);
        s7 = DoubleVector.broadcast(S, a[at + 7 * lda]).fma(u, s7);
      }
      s0.intoArray(c, co);
      s1.intoArray(c, co + ldc);
      s2.intoArray(c, co + 2 * ldc);
      s3.intoArray(c, co + 3 * ldc);
      s4.intoArray(c, co + 4 * ldc);
      s5.intoArray(c, co + 5 * ldc);
      s6.intoArray(c, co + 6 * ldc);
      s7.intoArray(c, co + 7 * ldc);
    }

    /** Four rows of A times a panel two registers wide, to four rows of C, upper rows first. */
    static void pairs(
        double[] a, int ao, int lda, double[] b, int bo, double[] c, int co, int ldc, int depth) {
      DoubleVector s0 = DoubleVector.zero(S);
      DoubleVector t0 = s0;
      DoubleVector s1 = s0;
      DoubleVector t1 = s0;
      DoubleVector s2 = s0;
      DoubleVector t2 = s0;
      DoubleVector s3 = s0;
      DoubleVector t3 = s0;
      for (int p = 0; p < depth; p++) {
        DoubleVector u = DoubleVector.fromArray(S, b, bo + 2 * L * p);
        DoubleVector v = DoubleVector.fromArray(S, b, bo + 2 * L * p + L);
        int at = ao + p;
        DoubleVector x0 = DoubleVector.broadcast(S, a[at]);
        s0 = x0.fma(u, s0);
        t0 = x0.fma(v, t0);
        DoubleVector x1 = DoubleVector.broadcast(S, a[at + lda]);
        s1 = x1.fma(u, s1);
        t1 = x1.fma(v, t1);
        DoubleVector x2 = DoubleVector.broadcast(S, a[at + 2 * lda]);
        s2 = x2.fma(u, s2);
        t2 = x2.fma(v, t2);
        DoubleVector x3 = DoubleVector.broadcast(S, a[at + 3 * lda]);
        s3 = x3.fma(u, s3);
        t3 = x3.fma(v, t3);
      }
      s0.intoArray(c, co);
      t0.intoArray(c, co + L);
      s1.intoArray(c, co + ldc);
      t1.intoArray(c, co + ldc + L);
      s2.intoArray(c, co + 2 * ldc);
      t2.intoArray(c, co + 2 * ldc + L);
      s3.intoArray(c, co + 3 * ldc);
      t3.intoArray(c, co + 3 * ldc + L);
    }

    /**
     * A register of columns of A times up to eight columns of B, both down their rows: C[j] is the
     * register of column j. Columns of B from {@code columns} on are the last one again.
     */
    static void down(
        double[] a,
        int ao,
        int lda,
        double[] b,
        int bo,
        int down,
        int across,
        int columns,
        double[] c,
        int co,
        int depth) {
      int b1 = bo + Math.min(1, columns - 1) * across;
      int b2 = bo + Math.min(2, columns - 1) * across;
      int b3 = bo + Math.min(3, columns - 1) * across;
      int b4 = bo + Math.min(4, columns - 1) * across;
      int b5 = bo + Math.min(5, columns - 1) * across;
      int b6 = bo + Math.min(6, columns - 1) * across;
      int b7 = bo + Math.min(7, columns - 1) * across;
      DoubleVector s0 = DoubleVector.zero(S);
      DoubleVector s1 = s0;
      DoubleVector s2 = s0;
      DoubleVector s3 = s0;
      DoubleVector s4 = s0;
      DoubleVector s5 = s0;
      DoubleVector s6 = s0;
      DoubleVector s7 = s0;
      for (int p = 0; p < depth; p++) {
        DoubleVector x = DoubleVector.fromArray(S, a, ao + p * lda);
        int at = p * down;
        s0 = x.fma(DoubleVector.broadcast(S, b[bo + at]), s0);
        s1 = x.fma(DoubleVector.broadcast(S, b[b1 + at]), s1);
        s2 = x.fma(DoubleVector.broadcast(S, b[b2 + at]), s2);
        s3 = x.fma(DoubleVector.broadcast(S, b[b3 + at]), s3);
        s4 = x.fma(DoubleVector.broadcast(S, b[b4 + at]), s4);
        s5 = x.fma(DoubleVector.broadcast(S, b[b5 + at]), s5);
        s6 = x.fma(DoubleVector.broadcast(S, b[b6 + at]), s6);
        s7 = x.fma(DoubleVector.broadcast(S, b[b7 + at]), s7);
      }
      s0.intoArray(c, co);
      s1.intoArray(c, co + L);
      s2.intoArray(c, co + 2 * L);
      s3.intoArray(c, co + 3 * L);
      s4.intoArray(c, co + 4 * L);
      s5.intoArray(c, co + 5 * L);
      s6.intoArray(c, co + 6 * L);
      s7.intoArray(c, co + 7 * L);
    }
  }
}
