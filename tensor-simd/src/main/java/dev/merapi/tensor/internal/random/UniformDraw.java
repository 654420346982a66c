package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.Gate;
import dev.merapi.tensor.internal.kernel.Species;
import dev.merapi.tensor.internal.kernel.Threefry;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Uniform on the open interval (0, 1): {@code (k + 1/2) · 2^-52}, where {@code k} is the upper 52
 * bits of a word. Every value is exact, the set is symmetric about 1/2, and the ends {@code 2^-53}
 * and {@code 1 − 2^-53} are the nearest to 0 and 1.
 *
 * <p>The bits {@code k} under the exponent of 1 are the number {@code 1 + k·2^-52}; taking away
 * {@code 1 − 2^-53} is exact. No conversion of integers is needed, which AVX2 lacks for 64 bits.
 */
final class UniformDraw {
  private static final long ONE = 0x3FF0000000000000L;
  private static final double SHIFT = 1 - 0x1p-53;

  private static final Gate GATE =
      new Gate("uniform", Threefry.GROUP, Gate.CHEAP, (_, y, n) -> Lanes.tile(new long[n], y, n));

  private UniformDraw() {}

  /** The uniform number of a word. */
  static double of(long word) {
    return Double.longBitsToDouble(ONE | word >>> 12) - SHIFT;
  }

  /** {@code y[i] = of(w[i])}; {@code n} is a multiple of sixteen. */
  static void tile(long[] w, double[] y, int n) {
    if (GATE.admits(n)) {
      Lanes.tile(w, y, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      y[i] = of(w[i]);
    }
  }

  static final class Lanes {
    private static final VectorSpecies<Long> S = Species.LONGS;

    private Lanes() {}

    static void tile(long[] w, double[] y, int n) {
      for (int i = 0; i < n; i += S.length()) {
        LongVector bits = LongVector.fromArray(S, w, i).lanewise(VectorOperators.LSHR, 12).or(ONE);
        DoubleVector value = bits.viewAsFloatingLanes();
        value.sub(SHIFT).intoArray(y, i);
      }
    }
  }
}
