package dev.merapi.tensor.internal.matrix;

import dev.merapi.tensor.internal.kernel.DotKernel;
import dev.merapi.tensor.internal.kernel.EightLanes;
import dev.merapi.tensor.internal.kernel.Gate;
import dev.merapi.tensor.internal.kernel.Simd;
import dev.merapi.tensor.internal.kernel.Species;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposed matrix times vector, {@code y = Aᵀ·x}, for row-major A of m rows and n columns: each
 * element is the inner product of a column with x in the order of {@link DotKernel}.
 *
 * <p>Row {@code i} adds to lane {@code i mod 8} of all columns at once. The last columns are
 * reached by a register that overlaps the one before it, so both compute the same numbers and no
 * mask is needed.
 */
public final class GemvTransposedKernel {
  private static final Gate GATE =
      new Gate(
          "gemvTransposed",
          Simd.SHORTEST,
          Gate.CHEAP,
          (x, y, n) -> {
            if (Simd.lanes() <= 32) {
              Lanes.add(x, 0, 32, x, 0, n / 32, 32, y, 0);
            }
          });

  private GemvTransposedKernel() {}

  /** Doubles of scratch memory: eight lanes of every column. */
  public static int workspace(int n) {
    return 8 * (n + 8);
  }

  /** The product with scratch memory of its own. */
  public static void apply(
      double[] a, int ao, int lda, double[] x, int xo, double[] y, int yo, int m, int n) {
    apply(a, ao, lda, x, xo, y, yo, m, n, new double[workspace(n)], 0);
  }

  /**
   * The product: A at {@code a[ao]} with rows {@code lda} apart; y overlaps neither A nor x.
   * Scratch memory begins at {@code work[wo]}.
   */
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
      double[] work,
      int wo) {
    if (n >= Simd.lanes() && m * n >= 256 && GATE.admits(m * n)) {
      Lanes.apply(a, ao, lda, x, xo, y, yo, m, n, work, wo);
      return;
    }
    for (int j = 0; j < n; j++) {
      y[yo + j] = DotKernel.dot(a, ao + j, lda, x, xo, m);
    }
  }

  /**
   * Adds m more rows to the lanes in scratch memory, which was filled with 0 before the first ones.
   * The number of rows added before is a multiple of 8. {@link #finish} gives the bits of one call
   * of {@link #apply} with all rows.
   */
  public static void add(
      double[] a, int ao, int lda, double[] x, int xo, int m, int n, double[] work, int wo) {
    int width = width(n);
    if (width > 1 && GATE.admits(m * n)) {
      Lanes.add(a, ao, lda, x, xo, m, n, work, wo);
      return;
    }
    for (int i = 0; i < m; i++) {
      for (int chunk = 0; chunk < n; chunk += width) {
        int row = ao + i * lda + Math.min(chunk, n - width);
        int lane = wo + 8 * chunk + i % 8 * width;
        for (int j = 0; j < width; j++) {
          work[lane + j] = Math.fma(a[row + j], x[xo + i], work[lane + j]);
        }
      }
    }
  }

  /** How many columns lie together in scratch memory: as many as a register holds, if there are. */
  private static int width(int n) {
    return n >= Simd.lanes() ? Simd.lanes() : 1;
  }

  /** The product, from the lanes in scratch memory. */
  public static void finish(double[] work, int wo, double[] y, int yo, int n) {
    int width = width(n);
    for (int chunk = 0; chunk < n; chunk += width) {
      int column = yo + Math.min(chunk, n - width);
      for (int j = 0; j < width; j++) {
        int lane = wo + 8 * chunk + j;
        y[column + j] =
            EightLanes.total(
                work[lane],
                work[lane + width],
                work[lane + 2 * width],
                work[lane + 3 * width],
                work[lane + 4 * width],
                work[lane + 5 * width],
                work[lane + 6 * width],
                work[lane + 7 * width]);
      }
    }
  }

  static final class Lanes {
    private static final VectorSpecies<Double> S = Species.DOUBLES;
    private static final int L = S.length();

    private Lanes() {}

    static void apply(
        double[] a,
        int ao,
        int lda,
        double[] x,
        int xo,
        double[] y,
        int yo,
        int m,
        int n,
        double[] work,
        int wo) {
      Arrays.fill(work, wo, wo + workspace(n), 0);
      add(a, ao, lda, x, xo, m, n, work, wo);
      finish(work, wo, y, yo, n);
    }

    static void add(
        double[] a, int ao, int lda, double[] x, int xo, int m, int n, double[] work, int wo) {
      int i = 0;
      for (; i <= m - 32; i += 32) {
        for (int chunk = 0; chunk < n; chunk += L) {
          int j = Math.min(chunk, n - L);
          eight(a, ao + i * lda + j, lda, x, xo + i, work, wo + 8 * chunk, 4);
        }
      }
      for (; i <= m - 8; i += 8) {
        for (int chunk = 0; chunk < n; chunk += L) {
          int j = Math.min(chunk, n - L);
          eight(a, ao + i * lda + j, lda, x, xo + i, work, wo + 8 * chunk, 1);
        }
      }
      for (int lane = 0; i < m; i++, lane++) {
        for (int chunk = 0; chunk < n; chunk += L) {
          int j = Math.min(chunk, n - L);
          one(a, ao + i * lda + j, x[xo + i], work, wo + 8 * chunk + lane * L);
        }
      }
    }

    static void finish(double[] work, int wo, double[] y, int yo, int n) {
      for (int chunk = 0; chunk < n; chunk += L) {
        tree(work, wo + 8 * chunk, y, yo + Math.min(chunk, n - L));
      }
    }

    /** Groups of eight rows, L columns: row q of a group adds to lane q. */
    private static void eight(
        double[] a, int ao, int lda, double[] x, int xo, double[] work, int w, int groups) {
      DoubleVector s0 = DoubleVector.fromArray(S, work, w);
      DoubleVector s1 = DoubleVector.fromArray(S, work, w + L);
      DoubleVector s2 = DoubleVector.fromArray(S, work, w + 2 * L);
      DoubleVector s3 = DoubleVector.fromArray(S, work, w + 3 * L);
      DoubleVector s4 = DoubleVector.fromArray(S, work, w + 4 * L);
      DoubleVector s5 = DoubleVector.fromArray(S, work, w + 5 * L);
      DoubleVector s6 = DoubleVector.fromArray(S, work, w + 6 * L);
      DoubleVector s7 = DoubleVector.fromArray(S, work, w + 7 * L);
      for (int g = 0; g < groups; g++) {
        int r = ao + 8 * g * lda;
        int f = xo + 8 * g;
        s0 = DoubleVector.fromArray(S, a, r).fma(b(x[f]), s0);
        s1 = DoubleVector.fromArray(S, a, r + lda).fma(b(x[f + 1]), s1);
        s2 = DoubleVector.fromArray(S, a, r + 2 * lda).fma(b(x[f + 2]), s2);
        s3 = DoubleVector.fromArray(S, a, r + 3 * lda).fma(b(x[f + 3]), s3);
        s4 = DoubleVector.fromArray(S, a, r + 4 * lda).fma(b(x[f + 4]), s4);
        s5 = DoubleVector.fromArray(S, a, r + 5 * lda).fma(b(x[f + 5]), s5);
        s6 = DoubleVector.fromArray(S, a, r + 6 * lda).fma(b(x[f + 6]), s6);
        s7 = DoubleVector.fromArray(S, a, r + 7 * lda).fma(b(x[f + 7]), s7);
      }
      s0.intoArray(work, w);
      s1.intoArray(work, w + L);
      s2.intoArray(work, w + 2 * L);
      s3.intoArray(work, w + 3 * L);
      s4.intoArray(work, w + 4 * L);
      s5.intoArray(work, w + 5 * L);
      s6.intoArray(work, w + 6 * L);
      s7.intoArray(work, w + 7 * L);
    }

    private static void one(double[] a, int ao, double x, double[] work, int w) {
      DoubleVector s = DoubleVector.fromArray(S, work, w);
      DoubleVector.fromArray(S, a, ao).fma(b(x), s).intoArray(work, w);
    }

    private static void tree(double[] work, int w, double[] y, int yo) {
      DoubleVector s0 = DoubleVector.fromArray(S, work, w).add(lane(work, w, 4));
      DoubleVector s1 = lane(work, w, 1).add(lane(work, w, 5));
      DoubleVector s2 = lane(work, w, 2).add(lane(work, w, 6));
      DoubleVector s3 = lane(work, w, 3).add(lane(work, w, 7));
      s0.add(s2).add(s1.add(s3)).intoArray(y, yo);
    }

    private static DoubleVector lane(double[] work, int w, int q) {
      return DoubleVector.fromArray(S, work, w + q * L);
    }

    private static DoubleVector b(double x) {
      return DoubleVector.broadcast(S, x);
    }
  }
}
