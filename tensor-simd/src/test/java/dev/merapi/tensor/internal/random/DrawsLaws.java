package dev.merapi.tensor.internal.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.kernel.Domain;
import dev.merapi.tensor.internal.kernel.Threefry;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Uniform, normal, exponential and integer draws: functions of (key, element), and they fit. */
class DrawsLaws {
  private static final int N = 100_000;

  /** A bulk draw and its elements computed one at a time with scalar arithmetic. */
  enum Law {
    UNIFORM {
      @Override
      void fill(Key key, long first, double[] out, int offset, int n) {
        Draws.uniform(key, first, out, offset, n);
      }

      @Override
      double element(Key key, long i) {
        return UniformDraw.of(Threefry.word(key.k0(), key.k1(), Domain.DRAW, i));
      }

      @Override
      double single(Key key) {
        return Draws.uniform(key);
      }
    },
    NORMAL {
      @Override
      void fill(Key key, long first, double[] out, int offset, int n) {
        Draws.normal(key, first, out, offset, n);
      }

      @Override
      double element(Key key, long i) {
        long radius = Threefry.word(key.k0(), key.k1(), Domain.DRAW, i & ~8L);
        long angle = Threefry.word(key.k0(), key.k1(), Domain.DRAW, i | 8L);
        return NormalDraw.of(radius, angle, (i & 8) == 0 ? 0 : 1);
      }

      @Override
      double single(Key key) {
        return Draws.normal(key);
      }
    },
    EXPONENTIAL {
      @Override
      void fill(Key key, long first, double[] out, int offset, int n) {
        Draws.exponential(key, first, out, offset, n);
      }

      @Override
      double element(Key key, long i) {
        return ExponentialDraw.of(Threefry.word(key.k0(), key.k1(), Domain.DRAW, i));
      }

      @Override
      double single(Key key) {
        return Draws.exponential(key);
      }
    };

    abstract void fill(Key key, long first, double[] out, int offset, int n);

    abstract double element(Key key, long i);

    abstract double single(Key key);
  }

  @Provide
  Arbitrary<Integer> lengths() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 70), Arbitraries.integers().between(240, 600));
  }

  @Property(tries = 300)
  void elementDependsOnKeyAndIndexAlone(
      @ForAll Law law,
      @ForAll long seed,
      @ForAll @LongRange(min = 0, max = 1L << 60) long first,
      @ForAll("lengths") int n,
      @ForAll @IntRange(max = 9) int offset) {
    Key key = Key.of(seed);
    double[] bulk = new double[offset + n + 3];
    Arrays.fill(bulk, -7);
    law.fill(key, first, bulk, offset, n);
    double[] single = new double[offset + n + 3];
    Arrays.fill(single, -7);
    for (int i = 0; i < n; i++) {
      single[offset + i] = law.element(key, first + i);
    }
    assertArrayEquals(single, bulk);
    assertEquals(law.element(key, 0), law.single(key));
  }

  @Property(tries = 100)
  void chunksJoin(
      @ForAll Law law, @ForAll long seed, @ForAll("lengths") int n, @ForAll("lengths") int more) {
    Key key = Key.of(seed);
    double[] whole = new double[n + more];
    double[] parts = new double[n + more];
    law.fill(key, 0, whole, 0, n + more);
    law.fill(key, 0, parts, 0, n);
    law.fill(key, n, parts, n, more);
    assertArrayEquals(whole, parts);
  }

  @Example
  void uniformHasNoEnds() {
    assertEquals(0x1p-53, UniformDraw.of(0));
    assertEquals(1 - 0x1p-53, UniformDraw.of(-1));
    assertEquals(0.5 + 0x1p-53, UniformDraw.of(Long.MIN_VALUE));
  }

  @Example
  void normalIsFiniteAtTheEndsOfEveryWord() {
    for (long radius : new long[] {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      for (long angle : new long[] {0, -1, 1L << 62, 3L << 62, Long.MIN_VALUE, Long.MAX_VALUE}) {
        double a = NormalDraw.of(radius, angle, 0);
        double b = NormalDraw.of(radius, angle, 1);
        double r2 = -2 * Math.log(UniformDraw.of(radius));
        assertEquals(r2, a * a + b * b, 1e-14 * r2);
      }
    }
  }

  @Example
  void theyFit() {
    double[] x = new double[N];
    Draws.uniform(Key.of(1), x, 0, N);
    Fit.continuous(x, u -> u);
    Draws.normal(Key.of(2), x, 0, N);
    Fit.continuous(x, Reference::normalCdf);
    Draws.exponential(Key.of(3), x, 0, N);
    Fit.continuous(x, e -> -Math.expm1(-e));
    Draws.integer(Key.of(4), 7, x, 0, N);
    Fit.discrete(x, 7, k -> 1.0 / 7);
  }

  @Example
  void halvesOfABlockAreIndependent() {
    double[] z = new double[2 * N];
    Draws.normal(Key.of(5), z, 0, 2 * N);
    double[] square = new double[N];
    double[] angle = new double[N];
    for (int i = 0; i < N; i++) {
      int at = i / 8 * 16 + i % 8;
      square[i] = (z[at] * z[at] + z[at + 8] * z[at + 8]) / 2;
      angle[i] = Math.atan2(z[at + 8], z[at]) / (2 * Math.PI) + 0.5;
    }
    Fit.continuous(square, e -> -Math.expm1(-e));
    Fit.continuous(angle, u -> u);
  }

  @Example
  void keysAndNamesGiveUncorrelatedStreams() {
    double[] a = new double[N];
    double[] b = new double[N];
    Key key = Key.of(6);
    Draws.normal(key.fold("mu"), a, 0, N);
    for (Key other : new Key[] {key, key.fold("mv"), key.fold(0), key.split(1).get(0)}) {
      Draws.normal(other, b, 0, N);
      double dot = 0;
      for (int i = 0; i < N; i++) {
        dot += a[i] * b[i];
      }
      // Four standard deviations: one wrong alarm in 16000.
      assertTrue(Math.abs(dot) < 4 * Math.sqrt(N), "correlation " + dot / N);
    }
  }

  @Property
  void integersLieBelowTheirBound(@ForAll long seed, @ForAll @LongRange(min = 1) long bound) {
    long n = Draws.integer(Key.of(seed), bound);
    assertTrue(0 <= n && n < bound);
  }

  @Example
  void integersRefuseEmptyRangesAndBoundsBeyondDoubles() {
    Key key = Key.of(0);
    var empty = assertThrows(ArgumentException.class, () -> Draws.integer(key, 0));
    assertTrue(empty.getMessage().contains("bound ≥ 1"), empty.getMessage());
    var large =
        assertThrows(
            ArgumentException.class, () -> Draws.integer(key, (1L << 53) + 1, new double[1], 0, 1));
    assertTrue(large.getMessage().contains("2^53"), large.getMessage());
  }
}
