package dev.merapi.tensor.random;

/**
 * Draws as functions of a key. Element {@code i} of a draw depends on the key and on {@code i}
 * alone: bulk, chunked and single draws agree bit for bit, with and without vector instructions.
 *
 * <p>Each bulk method writes {@code out[offset … offset + n − 1]}; the form with {@code first}
 * gives elements {@code first … first + n − 1} of the same sequence. The form without array gives
 * element 0.
 */
public final class Draws {
  private Draws() {}

  /** Uniform on the open interval (0, 1): odd multiples of {@code 2^-53}. */
  public static double uniform(Key key) {
    return UniformDraw.of(Threefry.word(key, Domain.DRAW, 0));
  }

  /** Uniforms on the open interval (0, 1). */
  public static void uniform(Key key, double[] out, int offset, int n) {
    uniform(key, 0, out, offset, n);
  }

  /** Uniforms on the open interval (0, 1), from element {@code first}. */
  public static void uniform(Key key, long first, double[] out, int offset, int n) {
    Tiles.fill(key, first, out, offset, n, UniformDraw::tile);
  }

  /** An integer, each of {@code 0 … bound − 1} equally likely; {@code 1 ≤ bound}. */
  public static long integer(Key key, long bound) {
    return integer(key, 0, bound);
  }

  /** Integers, each of {@code 0 … bound − 1} equally likely; {@code 1 ≤ bound ≤ 2^53}. */
  public static void integer(Key key, long bound, double[] out, int offset, int n) {
    if (bound > 1L << 53) {
      throw new IllegalArgumentException(
          "Integers in an array of doubles are exact below 2^53, but the bound is "
              + bound
              + ". Draw them one at a time with integer(key, bound).");
    }
    for (int i = 0; i < n; i++) {
      out[offset + i] = integer(key, i, bound);
    }
  }

  private static long integer(Key key, long element, long bound) {
    if (bound < 1) {
      throw new IllegalArgumentException(
          "An integer below " + bound + " and not negative does not exist; ask for a bound ≥ 1.");
    }
    return new Stream(key, element).below(bound);
  }
}
