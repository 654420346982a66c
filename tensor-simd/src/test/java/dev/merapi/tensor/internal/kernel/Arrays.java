package dev.merapi.tensor.internal.kernel;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Arrays that mix ordinary numbers with the ones where floating point has its corners. */
final class Arrays {
  /** Zeros, infinities, NaN, subnormals, numbers at the ends of the ranges of exp and log. */
  static final double[] EDGES = {
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -0.5,
    2.0,
    8.0,
    1.4616321449683623,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    -Double.MIN_NORMAL,
    1e-310,
    -1e-310,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    1e300,
    -1e300,
    1e-300,
    -1e-300,
    1e-20,
    -1e-20,
    709.782712893384,
    709.8,
    -708.5,
    -745.1332191019411,
    -745.2,
    -37.0,
    37.0,
    -38.5,
    27.3,
    0x1p30,
    -0x1.8p31,
    1e22,
    Math.PI,
    -Math.PI / 2,
    0x1.fffffffffffffp-1,
    0x1.0000000000001p0
  };

  private Arrays() {}

  /** Lengths 0 to 40 and around 64 and 1000: below, at and past the blocks. */
  static Arbitrary<double[]> mixed() {
    Arbitrary<Integer> lengths =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.integers().between(0, 48)),
            Tuple.of(2, Arbitraries.integers().between(60, 70)),
            Tuple.of(1, Arbitraries.integers().between(995, 1005)));
    return lengths.flatMap(n -> numbers().array(double[].class).ofSize(n).withoutEdgeCases());
  }

  static Arbitrary<Double> numbers() {
    Arbitrary<Double> edges =
        Arbitraries.integers().between(0, EDGES.length - 1).map(i -> EDGES[i]);
    return Arbitraries.frequencyOf(
        Tuple.of(8, Arbitraries.doubles().between(-10, 10).ofScale(9)),
        Tuple.of(2, Arbitraries.longs().map(Double::longBitsToDouble)),
        Tuple.of(1, edges));
  }
}
