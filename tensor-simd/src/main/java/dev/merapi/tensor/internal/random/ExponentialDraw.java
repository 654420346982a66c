package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.LogKernel;

/**
 * Exponential of rate 1: {@code −log u} with {@code u} uniform on (0, 1); values lie in {@code
 * [2^-53, 36.8]}.
 */
final class ExponentialDraw {
  private ExponentialDraw() {}

  /** The exponential number of a word. */
  static double of(long word) {
    return -LogKernel.scalar(UniformDraw.of(word));
  }

  /** {@code y[i] = of(w[i])}; {@code n} is a multiple of sixteen. */
  static void tile(long[] w, double[] y, int n) {
    UniformDraw.tile(w, y, n);
    LogKernel.apply(y, 0, y, 0, n);
    for (int i = 0; i < n; i++) {
      y[i] = -y[i];
    }
  }
}
