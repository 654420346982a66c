package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;

/**
 * Dirichlet of concentrations {@code a_j > 0}: gammas of shape {@code a_j} over their sum, computed
 * as a softmax of their logarithms. Component {@code j} of row {@code i} is made of gamma {@code
 * i·k + j}. Components are at least {@link Double#MIN_NORMAL}, inside the support.
 */
final class DirichletDraw {
  private DirichletDraw() {}

  /** Turns the logarithms of {@code k} gammas at {@code out[o …]} into their shares. */
  static void normalise(double[] out, int o, int k) {
    double max = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < k; j++) {
      max = Math.max(max, out[o + j]);
    }
    double sum = 0;
    for (int j = 0; j < k; j++) {
      sum += ExpKernel.scalar(out[o + j] - max);
    }
    double normaliser = max + LogKernel.scalar(sum);
    for (int j = 0; j < k; j++) {
      double value = ExpKernel.scalar(out[o + j] - normaliser);
      out[o + j] = value < Double.MIN_NORMAL ? Double.MIN_NORMAL : value;
    }
  }
}
