package dev.merapi.tensor.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector shape of every kernel, a constant that C2 can fold. Mentioned by vector halves only:
 * loading it needs {@code jdk.incubator.vector}.
 */
public final class Species {
  private static final VectorShape SHAPE =
      switch (Simd.choice()) {
        case "128" -> VectorShape.S_128_BIT;
        case "256" -> VectorShape.S_256_BIT;
        case "512" -> VectorShape.S_512_BIT;
        default -> atMost512(VectorShape.preferredShape());
      };

  /** Lanes of doubles. */
  public static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);

  /** Lanes of longs, as many as of doubles: where the bits of doubles are worked on. */
  public static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, SHAPE);

  private Species() {}

  /** A register holds no more than the eight virtual lanes. */
  private static VectorShape atMost512(VectorShape shape) {
    return shape.vectorBitSize() > 512 ? VectorShape.S_512_BIT : shape;
  }

  static int lanes() {
    return DOUBLES.length();
  }

  static LongVector bits(DoubleVector x) {
    return x.reinterpretAsLongs();
  }
}
