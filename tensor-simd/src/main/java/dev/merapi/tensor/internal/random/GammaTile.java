package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.Domain;
import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;
import dev.merapi.tensor.internal.kernel.Threefry;
import java.util.Arrays;

/**
 * Gammas of rate 1 a tile at a time, bit for bit those of {@link GammaDraw}: the first proposal of
 * every element is computed with the others, by the vector halves of the kernels; the few percent
 * of elements whose proposal is rejected go on with the next words of their streams, one by one.
 *
 * <p>Element {@code i} has the stream of the key {@code (k0[i], k1)} and of the element {@code
 * element[i]}. An instance is the working memory of one bulk draw.
 */
final class GammaTile {
  /** Elements of a tile: its arrays stay in the first-level cache. */
  static final int SIZE = 256;

  private static final long FIRST_BLOCK = Domain.STREAM;
  private static final long SECOND_BLOCK = Domain.STREAM | 1L << 8;

  private final long k1;
  private final long[] k0 = new long[SIZE];
  private final long[] element = new long[SIZE];
  private final double[] shape = new double[SIZE];
  private final long[] first = new long[SIZE];
  private final long[] second = new long[SIZE];
  private final long[] pair = new long[2];
  private final double[] normal = new double[SIZE];
  private final double[] d = new double[SIZE];
  private final double[] c = new double[SIZE];
  private final double[] cube = new double[SIZE];
  private final double[] value = new double[SIZE];
  private final double[] log = new double[SIZE];
  private final double[] wait = new double[SIZE];
  private final double[] uniform = new double[SIZE];
  private final double[] margin = new double[SIZE];
  private boolean regular;

  private GammaTile(long k1) {
    this.k1 = k1;
  }

  /** Gives a tile the parameters of {@code n} elements, from element {@code from} on. */
  @FunctionalInterface
  interface Load {
    void into(GammaTile tile, int from, int n);
  }

  /** Writes the first {@code n} elements of a tile. */
  @FunctionalInterface
  interface Write {
    void from(GammaTile tile, double[] out, int offset, int n);
  }

  /** {@code n} elements under keys with this second half, tile by tile. */
  static void fill(long k1, Load load, Write write, double[] out, int offset, int n) {
    GammaTile tile = new GammaTile(k1);
    for (int from = 0; from < n; from += SIZE) {
      int size = Math.min(SIZE, n - from);
      load.into(tile, from, size);
      write.from(tile, out, offset + from, size);
    }
  }

  /** Elements {@code from … from + n − 1} of one key, with shapes in a cycle. */
  void load(long key, int from, double[] shapes, int n) {
    for (int i = 0; i < n; i++) {
      k0[i] = key;
      element[i] = (long) from + i;
      shape[i] = shapes[(from + i) % shapes.length];
    }
    prepare(shapes.length == 1, n);
  }

  /** Element 0 of the key in the bits of each number. */
  void load(double[] shapes, int so, int ss, double[] noise, int no, int ns, int n) {
    for (int i = 0; i < n; i++) {
      k0[i] = Double.doubleToRawLongBits(noise[no + i * ns]);
      element[i] = 0;
      shape[i] = shapes[so + i * ss];
    }
    prepare(ss == 0, n);
  }

  /** The d and c of each shape, or of all at once. */
  private void prepare(boolean alike, int n) {
    int different = alike ? 1 : n;
    regular = true;
    for (int i = 0; i < different; i++) {
      regular &= isRegular(shape[i]);
      d[i] = (shape[i] < 1 ? shape[i] + 1 : shape[i]) - 1.0 / 3;
    }
    // A loop of its own, of which the JVM makes vector instructions.
    for (int i = 0; i < different; i++) {
      c[i] = 1 / Math.sqrt(9 * d[i]);
    }
    Arrays.fill(d, different, n, d[0]);
    Arrays.fill(c, different, n, c[0]);
  }

  /** Draws, at least {@link Double#MIN_NORMAL}, of the first {@code n} elements. */
  void draws(double[] out, int offset, int n) {
    propose(n);
    if (boosted(n)) {
      LogKernel.apply(value, 0, log, 0, n);
      boost(n);
      ExpKernel.apply(log, 0, log, 0, n);
      for (int i = 0; i < n; i++) {
        value[i] = shape[i] < 1 ? log[i] : value[i];
      }
    }
    for (int i = 0; i < n; i++) {
      out[offset + i] = value[i] < Double.MIN_NORMAL ? Double.MIN_NORMAL : value[i];
    }
    for (int i = 0; i < n; i++) {
      if (!isAccepted(i)) {
        out[offset + i] = GammaDraw.of(rest(i), shape[i]);
      }
    }
  }

  /** Logarithms of the draws of the first {@code n} elements. */
  void logarithms(double[] out, int offset, int n) {
    propose(n);
    LogKernel.apply(value, 0, log, 0, n);
    if (boosted(n)) {
      boost(n);
    }
    for (int i = 0; i < n; i++) {
      out[offset + i] = isAccepted(i) ? log[i] : GammaDraw.log(rest(i), shape[i]);
    }
  }

  /**
   * The first proposal d·v of each element, and the uniforms that decide on it: those within the
   * squeeze have a margin above 0.
   */
  private void propose(int n) {
    KeyedThreefry.blocks(k0, k1, element, FIRST_BLOCK, first, second, pair, n);
    UniformDraw.tile(first, log, whole(n));
    LogKernel.apply(log, 0, log, 0, n);
    NormalDraw.lower(log, second, normal, n);
    for (int i = 0; i < n; i++) {
      double w = Math.fma(c[i], normal[i], 1);
      cube[i] = w * w * w;
      value[i] = d[i] * cube[i];
    }
    KeyedThreefry.blocks(k0, k1, element, SECOND_BLOCK, first, second, pair, n);
    UniformDraw.tile(first, uniform, whole(n));
    for (int i = 0; i < n; i++) {
      double z2 = normal[i] * normal[i];
      margin[i] = Math.min(1 - GammaDraw.SQUEEZE * z2 * z2 - uniform[i], cube[i]);
    }
  }

  /** The least multiple of sixteen that is not below n; what lies behind n is not looked at. */
  private static int whole(int n) {
    return (n + Threefry.GROUP - 1) & -Threefry.GROUP;
  }

  /** Whether the first proposal is accepted, by the squeeze alone or by the whole test. */
  private boolean isAccepted(int i) {
    return (regular && margin[i] > 0) || isAcceptedByTest(i);
  }

  /** Shapes without a proposal are left to GammaDraw. */
  private boolean isAcceptedByTest(int i) {
    double u = uniform[i];
    double z2 = normal[i] * normal[i];
    double v = cube[i];
    return v > 0
        && isRegular(shape[i])
        && (u < 1 - GammaDraw.SQUEEZE * z2 * z2
            || LogKernel.scalar(u) < z2 / 2 + d[i] * (1 - v + LogKernel.scalar(v)));
  }

  /** Whether a shape has proposals, of which some are rejected. */
  private static boolean isRegular(double shape) {
    return shape > 0 && shape < GammaDraw.CERTAIN;
  }

  private boolean boosted(int n) {
    boolean some = false;
    for (int i = 0; i < n; i++) {
      some |= shape[i] < 1;
    }
    return some;
  }

  /** log G(a) = log G(a + 1) + log(u)/a for shapes below 1. */
  private void boost(int n) {
    UniformDraw.tile(second, wait, whole(n));
    LogKernel.apply(wait, 0, wait, 0, n);
    for (int i = 0; i < n; i++) {
      log[i] = shape[i] < 1 ? log[i] + wait[i] / shape[i] : log[i];
    }
  }

  /**
   * The stream of an element from behind the first proposal, which took three words; all of it
   * where there was no uniform number to decide on the proposal, or none to be decided on.
   */
  private Stream rest(int i) {
    return cube[i] > 0 && isRegular(shape[i])
        ? Stream.fromFourth(k0[i], k1, element[i], second[i])
        : new Stream(k0[i], k1, element[i]);
  }
}
