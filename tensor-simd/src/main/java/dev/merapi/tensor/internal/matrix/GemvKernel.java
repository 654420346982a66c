package dev.merapi.tensor.internal.matrix;

import dev.merapi.tensor.internal.kernel.DotKernel;
import dev.merapi.tensor.internal.kernel.Gate;
import dev.merapi.tensor.internal.kernel.Simd;
import dev.merapi.tensor.internal.kernel.Species;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix times vector, {@code y = A·x}, for row-major A of m rows and n columns: each element is
 * the inner product of a row with x in the order of {@link DotKernel}.
 *
 * <p>Four rows share each load of x. Where a register holds fewer than eight lanes, the lanes are
 * visited in passes over the same rows.
 */
public final class GemvKernel {
  /** Doubles of scratch memory: the lanes of four rows. */
  public static final int WORKSPACE = 32;

  private static final Gate GATE =
      new Gate(
          "gemv",
          Simd.SHORTEST,
          Gate.CHEAP,
          (x, y, n) -> {
            for (int i = 0; i < n; i += 128) {
              Lanes.rows(x, i, 32, x, 0, y, 32);
            }
          });

  private GemvKernel() {}

  /** The product with scratch memory of its own. */
  public static void apply(
      double[] a, int ao, int lda, double[] x, int xo, double[] y, int yo, int m, int n) {
    apply(a, ao, lda, x, xo, y, yo, m, n, new double[WORKSPACE]);
  }

  /** The product: A at {@code a[ao]} with rows {@code lda} apart; y overlaps neither A nor x. */
  public static void apply(
      double[] a,
      int ao,
      int lda,
      double[] x,
      int xo,
      double[] y,
      int yo,
      int m,
      int n,
      double[] work) {
    int i = 0;
    if (n >= 8 && m * n >= 256 && GATE.admits(m * n)) {
      for (; i <= m - 4; i += 4) {
        Lanes.rows(a, ao + i * lda, lda, x, xo, work, n);
        y[yo + i] = DotKernel.tree(work, 0);
        y[yo + i + 1] = DotKernel.tree(work, 8);
        y[yo + i + 2] = DotKernel.tree(work, 16);
        y[yo + i + 3] = DotKernel.tree(work, 24);
      }
    }
    for (; i < m; i++) {
      y[yo + i] = DotKernel.dot(a, ao + i * lda, x, xo, n);
    }
  }

  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;
    private static final int L = S.length();

    private Lanes() {}

    static void rows(double[] a, int ao, int lda, double[] x, int xo, double[] work, int n) {
      for (int lane = 0; lane < 8; lane += L) {
        pass(a, ao + lane, lda, x, xo + lane, work, lane, n - lane);
      }
    }

    /**
     * L of the eight lanes of four rows; beyond the last whole group of eight a mask stops them.
     */
    private static void pass(
        double[] a, int ao, int lda, double[] x, int xo, double[] work, int lane, int n) {
      DoubleVector s0 = DoubleVector.zero(S);
      DoubleVector s1 = s0;
      DoubleVector s2 = s0;
      DoubleVector s3 = s0;
      int a1 = ao + lda;
      int a2 = a1 + lda;
      int a3 = a2 + lda;
      int j = 0;
      for (; j <= n - L; j += 8) {
        DoubleVector v = DoubleVector.fromArray(S, x, xo + j);
        s0 = DoubleVector.fromArray(S, a, ao + j).fma(v, s0);
        s1 = DoubleVector.fromArray(S, a, a1 + j).fma(v, s1);
        s2 = DoubleVector.fromArray(S, a, a2 + j).fma(v, s2);
        s3 = DoubleVector.fromArray(S, a, a3 + j).fma(v, s3);
      }
      if (j < n) {
        VectorMask<Double> mask = S.indexInRange(j, n);
        DoubleVector v = DoubleVector.fromArray(S, x, xo + j, mask);
        s0 = DoubleVector.fromArray(S, a, ao + j, mask).fma(v, s0);
        s1 = DoubleVector.fromArray(S, a, a1 + j, mask).fma(v, s1);
        s2 = DoubleVector.fromArray(S, a, a2 + j, mask).fma(v, s2);
        s3 = DoubleVector.fromArray(S, a, a3 + j, mask).fma(v, s3);
      }
      s0.intoArray(work, lane);
      s1.intoArray(work, lane + 8);
      s2.intoArray(work, lane + 16);
      s3.intoArray(work, lane + 24);
    }
  }
}
