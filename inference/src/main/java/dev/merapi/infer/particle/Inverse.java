package dev.merapi.infer.particle;

/** Quantiles of a distribution on 0 … N − 1. */
final class Inverse {
  private Inverse() {}

  /** The smallest i with w₀ + … + wᵢ > u, for each u of an ascending list; wᵢ > 0. */
  static int[] at(double[] weights, double[] ascending) {
    int[] chosen = new int[ascending.length];
    int last = weights.length - 1;
    while (last > 0 && weights[last] == 0) {
      last--;
    }
    int i = 0;
    double reached = weights[0];
    for (int k = 0; k < chosen.length; k++) {
      while (i < last && (reached <= ascending[k] || weights[i] == 0)) {
        reached += weights[++i];
      }
      chosen[k] = i;
    }
    return chosen;
  }
}
