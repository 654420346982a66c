package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.Domain;
import dev.merapi.tensor.internal.kernel.Gate;
import dev.merapi.tensor.internal.kernel.LogKernel;
import dev.merapi.tensor.internal.kernel.Species;
import dev.merapi.tensor.internal.kernel.Threefry;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Standard normal by the polar form of Box and Muller: a block of two words gives two independent
 * draws {@code r·cos θ} and {@code r·sin θ}.
 *
 * <p>The first word is a uniform {@code u}, and {@code r = √(−2 log u) ≤ 8.58}. The second word
 * gives {@code x} uniform on (−1/2, 1/2), hence {@code θ' = πx/2} within a quarter turn about 0,
 * and two bits that turn it to the other quarters: bit 62 changes the sign of the cosine, bit 63
 * swaps cosine and sine. In a group of sixteen elements, element {@code j < 8} is the first and
 * element {@code j + 8} the second draw of block {@code j}.
 *
 * <p>Source: G. E. P. Box and M. E. Muller, "A note on the generation of random normal deviates",
 * Annals of Mathematical Statistics 29 (1958), 610–611. Sine and cosine are Taylor polynomials of
 * degree 15 and 16, whose truncation error on |θ'| ≤ π/4 is below {@code 5·10^-17} of the value.
 */
final class NormalDraw {
  private static final int HALF = Threefry.GROUP / 2;
  private static final long ONE = 0x3FF0000000000000L;
  private static final long FRACTION = 0x000FFFFFFFFFFFFFL;
  private static final double MIDDLE = 1.5 - 0x1p-53;
  private static final double QUARTER = Math.PI / 2;

  private static final double S3 = -1.0 / 6;
  private static final double S5 = 1.0 / 120;
  private static final double S7 = -1.0 / 5040;
  private static final double S9 = 1.0 / 362880;
  private static final double S11 = -1.0 / 39916800;
  private static final double S13 = 1.0 / 6227020800.0;
  private static final double S15 = -1.0 / 1307674368000.0;
  private static final double C2 = -1.0 / 2;
  private static final double C4 = 1.0 / 24;
  private static final double C6 = -1.0 / 720;
  private static final double C8 = 1.0 / 40320;
  private static final double C10 = -1.0 / 3628800;
  private static final double C12 = 1.0 / 479001600;
  private static final double C14 = -1.0 / 87178291200.0;
  private static final double C16 = 1.0 / 20922789888000.0;

  private static final Gate GATE =
      new Gate(
          "normal",
          Threefry.GROUP,
          (x, y, n) -> {
            long[] words = new long[n];
            LogKernel.lanes(x, 0, y, 0, n / 2);
            for (int g = n / Threefry.GROUP - 1; g >= 0; g--) {
              Lanes.group(words, y, g);
            }
          });

  private static final Gate LOWER_GATE =
      new Gate(
          "first normal",
          Threefry.GROUP,
          (_, y, n) -> {
            long[] words = new long[n];
            for (int i = 0; i < n - n % Lanes.S.length(); i += Lanes.S.length()) {
              Lanes.lower(y, words, y, i);
            }
          });

  private NormalDraw() {}

  /** Element 0 of the normals of a key. */
  static double first(long k0, long k1) {
    long[] block = new long[2];
    Threefry.block(k0, k1, 0, Domain.DRAW, block, 0, 1);
    return of(block[0], block[1], 0);
  }

  /** The first draw of a block if {@code half} is 0, the second if it is 1. */
  static double of(long word0, long word1, int half) {
    double log = LogKernel.scalar(UniformDraw.of(word0));
    long swap = (word1 >>> 63) ^ half;
    return Math.sqrt(-2 * log) * (swap == 0 ? cosine(word1) : sine(word1));
  }

  /** The angle of a word, within a quarter turn about 0. */
  private static double angle(long word) {
    return (Double.longBitsToDouble(ONE | (word & FRACTION)) - MIDDLE) * QUARTER;
  }

  private static double sine(long word) {
    double t = angle(word);
    double q = t * t;
    double p = Math.fma(q, S15, S13);
    p = Math.fma(q, p, S11);
    p = Math.fma(q, p, S9);
    p = Math.fma(q, p, S7);
    p = Math.fma(q, p, S5);
    p = Math.fma(q, p, S3);
    return Math.fma(t * q, p, t);
  }

  private static double cosine(long word) {
    double t = angle(word);
    double q = t * t;
    double p = Math.fma(q, C16, C14);
    p = Math.fma(q, p, C12);
    p = Math.fma(q, p, C10);
    p = Math.fma(q, p, C8);
    p = Math.fma(q, p, C6);
    p = Math.fma(q, p, C4);
    p = Math.fma(q, p, C2);
    p = Math.fma(q, p, 1);
    return (word << 1) < 0 ? -p : p;
  }

  /**
   * Normals of {@code n} words, a multiple of sixteen. The logarithms are computed in the lower
   * half of {@code y}; the groups are then finished from the last to the first, so that a group
   * overwrites only logarithms that have been read.
   */
  static void tile(long[] w, double[] y, int n) {
    boolean simd = GATE.admits(n);
    for (int g = 0; g < n / Threefry.GROUP; g++) {
      for (int j = 0; j < HALF; j++) {
        y[g * HALF + j] = UniformDraw.of(w[g * Threefry.GROUP + j]);
      }
    }
    if (simd) {
      LogKernel.lanes(y, 0, y, 0, n / 2);
    } else {
      LogKernel.apply(y, 0, y, 0, n / 2);
    }
    for (int g = n / Threefry.GROUP - 1; g >= 0; g--) {
      if (simd) {
        Lanes.group(w, y, g);
      } else {
        group(w, y, g);
      }
    }
  }

  private static void group(long[] w, double[] y, int g) {
    for (int j = 0; j < HALF; j++) {
      int at = g * Threefry.GROUP + j;
      long word = w[at + HALF];
      double r = Math.sqrt(-2 * y[g * HALF + j]);
      double c = cosine(word);
      double s = sine(word);
      y[at] = r * (word >= 0 ? c : s);
      y[at + HALF] = r * (word >= 0 ? s : c);
    }
  }

  /**
   * {@code z[i]} = the first draw of a block whose first word has the uniform number {@code
   * exp(log[i])} and whose second word is {@code angle[i]}.
   */
  static void lower(double[] log, long[] angle, double[] z, int n) {
    int whole = LOWER_GATE.admits(n) ? n - n % Lanes.S.length() : 0;
    for (int i = 0; i < whole; i += Lanes.S.length()) {
      Lanes.lower(log, angle, z, i);
    }
    for (int i = whole; i < n; i++) {
      double r = Math.sqrt(-2 * log[i]);
      z[i] = r * (angle[i] >= 0 ? cosine(angle[i]) : sine(angle[i]));
    }
  }

  static final class Lanes {
    private static final VectorSpecies<Long> S = Species.LONGS;
    private static final VectorSpecies<Double> D = Species.DOUBLES;

    // Broadcast once: a call that is not inlined would allocate each of them again.
    private static final DoubleVector V3 = DoubleVector.broadcast(D, S3);
    private static final DoubleVector V5 = DoubleVector.broadcast(D, S5);
    private static final DoubleVector V7 = DoubleVector.broadcast(D, S7);
    private static final DoubleVector V9 = DoubleVector.broadcast(D, S9);
    private static final DoubleVector V11 = DoubleVector.broadcast(D, S11);
    private static final DoubleVector V13 = DoubleVector.broadcast(D, S13);
    private static final DoubleVector V15 = DoubleVector.broadcast(D, S15);
    private static final DoubleVector V0 = DoubleVector.broadcast(D, 1);
    private static final DoubleVector V2 = DoubleVector.broadcast(D, C2);
    private static final DoubleVector V4 = DoubleVector.broadcast(D, C4);
    private static final DoubleVector V6 = DoubleVector.broadcast(D, C6);
    private static final DoubleVector V8 = DoubleVector.broadcast(D, C8);
    private static final DoubleVector V10 = DoubleVector.broadcast(D, C10);
    private static final DoubleVector V12 = DoubleVector.broadcast(D, C12);
    private static final DoubleVector V14 = DoubleVector.broadcast(D, C14);
    private static final DoubleVector V16 = DoubleVector.broadcast(D, C16);

    private Lanes() {}

    static void lower(double[] log, long[] angle, double[] z, int at) {
      LongVector word = LongVector.fromArray(S, angle, at);
      DoubleVector r = DoubleVector.fromArray(D, log, at).mul(-2).sqrt();
      LongVector cosine = cosine(word);
      LongVector swap = word.lanewise(VectorOperators.LSHR, 63).neg();
      LongVector both = cosine.lanewise(VectorOperators.XOR, sine(word)).and(swap);
      DoubleVector lower = cosine.lanewise(VectorOperators.XOR, both).viewAsFloatingLanes();
      lower.mul(r).intoArray(z, at);
    }

    static void group(long[] w, double[] y, int g) {
      for (int j = 0; j < HALF; j += S.length()) {
        pair(w, y, g * HALF + j, g * Threefry.GROUP + j);
      }
    }

    private static void pair(long[] w, double[] y, int from, int at) {
      LongVector word = LongVector.fromArray(S, w, at + HALF);
      DoubleVector r = DoubleVector.fromArray(D, y, from).mul(-2).sqrt();
      LongVector sine = sine(word);
      LongVector cosine = cosine(word);
      LongVector swap = word.lanewise(VectorOperators.LSHR, 63).neg();
      LongVector both = cosine.lanewise(VectorOperators.XOR, sine).and(swap);
      DoubleVector lower = cosine.lanewise(VectorOperators.XOR, both).viewAsFloatingLanes();
      DoubleVector upper = sine.lanewise(VectorOperators.XOR, both).viewAsFloatingLanes();
      lower.mul(r).intoArray(y, at);
      upper.mul(r).intoArray(y, at + HALF);
    }

    private static DoubleVector angle(LongVector word) {
      DoubleVector t = word.and(FRACTION).or(ONE).viewAsFloatingLanes();
      return t.sub(MIDDLE).mul(QUARTER);
    }

    /** The bits of the sines. */
    private static LongVector sine(LongVector word) {
      DoubleVector t = angle(word);
      DoubleVector q = t.mul(t);
      DoubleVector p = q.fma(V15, V13).fma(q, V11).fma(q, V9).fma(q, V7).fma(q, V5).fma(q, V3);
      return t.mul(q).fma(p, t).viewAsIntegralLanes();
    }

    /** The bits of the cosines. */
    private static LongVector cosine(LongVector word) {
      DoubleVector t = angle(word);
      DoubleVector q = t.mul(t);
      DoubleVector p = q.fma(V16, V14).fma(q, V12).fma(q, V10).fma(q, V8);
      p = p.fma(q, V6).fma(q, V4).fma(q, V2).fma(q, V0);
      LongVector sign = word.lanewise(VectorOperators.LSHL, 1).and(Long.MIN_VALUE);
      return p.viewAsIntegralLanes().lanewise(VectorOperators.XOR, sign);
    }
  }
}
