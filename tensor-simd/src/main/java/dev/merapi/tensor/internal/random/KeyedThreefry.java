package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.Gate;
import dev.merapi.tensor.internal.kernel.Species;
import dev.merapi.tensor.internal.kernel.Threefry;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * One block of {@link Threefry} for each of many elements, each under a key and a counter of its
 * own: {@code (first[i], second[i]) = E_(k0[i],k1)(c0[i], c1)}. The vector half takes the rounds of
 * {@code Threefry.block} with the keys in registers.
 */
final class KeyedThreefry {
  private static final Gate GATE =
      new Gate(
          "keyed threefry",
          Threefry.GROUP,
          (_, y, n) -> {
            long[] words = new long[n];
            Lanes.blocks(words, 1, words, 2, words, words, n - n % Lanes.L);
            y[0] = words[0];
          });

  private KeyedThreefry() {}

  /** The blocks of elements {@code 0 … n − 1}; {@code pair} is room for one block. */
  static void blocks(
      long[] k0, long k1, long[] c0, long c1, long[] first, long[] second, long[] pair, int n) {
    int whole = GATE.admits(n) ? n - n % Lanes.L : 0;
    if (whole > 0) {
      Lanes.blocks(k0, k1, c0, c1, first, second, whole);
    }
    for (int i = whole; i < n; i++) {
      Threefry.block(k0[i], k1, c0[i], c1, pair, 0, 1);
      first[i] = pair[0];
      second[i] = pair[1];
    }
  }

  static final class Lanes {
    private static final VectorSpecies<Long> S = Species.LONGS;
    private static final int L = S.length();

    private Lanes() {}

    static void blocks(long[] k0, long k1, long[] c0, long c1, long[] first, long[] second, int n) {
      for (int i = 0; i < n; i += L) {
        block(k0, k1, c0, c1, first, second, i);
      }
    }

    private static void block(
        long[] keys, long k1, long[] c0, long c1, long[] first, long[] second, int i) {
      LongVector k0 = LongVector.fromArray(S, keys, i);
      LongVector k2 = k0.lanewise(VectorOperators.XOR, k1 ^ Threefry.PARITY);
      LongVector x = LongVector.fromArray(S, c0, i).add(k0);
      LongVector y = LongVector.broadcast(S, c1 + k1);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 42).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 12).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 31).lanewise(VectorOperators.XOR, x);
      x = x.add(k1);
      y = y.add(k2).add(1);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 32).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 24).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 21).lanewise(VectorOperators.XOR, x);
      x = x.add(k2);
      y = y.add(k0).add(2);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 42).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 12).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 31).lanewise(VectorOperators.XOR, x);
      x = x.add(k0);
      y = y.add(k1 + 3);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 32).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 24).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 21).lanewise(VectorOperators.XOR, x);
      x = x.add(k1);
      y = y.add(k2).add(4);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 42).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 12).lanewise(VectorOperators.XOR, x);
      x = x.add(y);
      y = y.lanewise(VectorOperators.ROL, 31).lanewise(VectorOperators.XOR, x);
      x.add(k2).intoArray(first, i);
      y.add(k0).add(5).intoArray(second, i);
    }
  }
}
