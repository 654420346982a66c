package dev.merapi.tensor.internal.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.Key;
import org.junit.jupiter.api.Test;

/**
 * The bits of draws, as of version 0.1.0, the same with vectors of 128, 256 and 512 bits, without
 * vectors, and in the interpreter of the JVM. A change here changes the results of every seed: it
 * must be meant, and be in the changelog.
 */
class DrawsGolden {
  private static final Key KEY = Key.of(2026).fold("golden");
  private static final int N = 10_007;

  private interface Fill {
    void fill(double[] out);
  }

  @Test
  void keys() {
    assertEquals(new Key.Known(0xe3ff141a1a3d6244L, 0x5f8bbec49599aa02L), KEY);
  }

  @Test
  void draws() {
    double[] shapes = {0.3, 2.5, 1e4};
    double[] rates = {3, 70};
    double[] totals = {10, 300};
    double[] p = {0.3};
    assertEquals(0xc20570f035d39eb6L, hash(out -> Draws.uniform(KEY, out, 0, N)));
    assertEquals(0x38291f2ac5aa4a30L, hash(out -> Draws.normal(KEY, out, 0, N)));
    assertEquals(0x95bfb352c626b186L, hash(out -> Draws.exponential(KEY, out, 0, N)));
    assertEquals(0x501188e782d31000L, hash(out -> Draws.integer(KEY, 1000, out, 0, N)));
    assertEquals(0x5cbbb9b950ce16bfL, hash(out -> Draws.gamma(KEY, shapes, out, 0, N)));
    assertEquals(0x44fa4617fc252ea6L, hash(out -> Draws.logGamma(KEY, shapes, out, 0, N)));
    assertEquals(0x93a40c8334b40856L, hash(out -> Draws.beta(KEY, shapes, p, out, 0, N)));
    assertEquals(0x2d1aa00f21790000L, hash(out -> Draws.poisson(KEY, rates, out, 0, N)));
    assertEquals(0x0a8049166ad18000L, hash(out -> Draws.binomial(KEY, totals, p, out, 0, N)));
  }

  /** A hash of the bits of all elements. */
  private static long hash(Fill draw) {
    double[] out = new double[N];
    draw.fill(out);
    long hash = 0;
    for (double x : out) {
      long bits = Double.doubleToRawLongBits(x);
      hash = 31 * hash + (bits ^ bits >>> 32);
    }
    return hash;
  }
}
