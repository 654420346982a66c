package dev.merapi.tensor.internal.kernel;

/**
 * How long a fused multiply-add takes: some 10 ns in the interpreter where it is an instruction,
 * and more than 1 µs where Java computes it in BigDecimal.
 */
final class Fusion {
  /** No instruction takes as long, in nanoseconds. */
  static final double SLOW = 300;

  private static final int BLOCKS = 20;
  private static final int LENGTH = 50;

  private Fusion() {}

  /** Of the fastest of some short blocks, which nothing else has interrupted. */
  static double nanos() {
    long least = Long.MAX_VALUE;
    double x = 1;
    for (int block = 0; block < BLOCKS; block++) {
      long start = System.nanoTime();
      for (int i = 0; i < LENGTH; i++) {
        x = Math.fma(x, 1.000_000_1, 1e-9);
      }
      least = Math.min(least, System.nanoTime() - start);
    }
    return x > 0 ? least / (double) LENGTH : 0;
  }
}
