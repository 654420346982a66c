package dev.merapi.tensor.internal.random;

/**
 * Categorical over {@code 0 … k − 1} by its distribution function: the first index at which the
 * running sum of weights exceeds {@code u} times their total. Weights need not sum to 1; an index
 * of weight 0 is never drawn. A total that is 0, NaN or infinite gives NaN.
 */
final class CategoricalDraw {
  private CategoricalDraw() {}

  /** {@code cumulative[o + j] = w_0 + … + w_j}, in this order. */
  static void accumulate(double[] weights, int wo, int k, double[] cumulative, int o) {
    double sum = 0;
    for (int j = 0; j < k; j++) {
      sum += weights[wo + j];
      cumulative[o + j] = sum;
    }
  }

  /** The index that uniform {@code u} falls on, by bisection. */
  static double of(double u, double[] cumulative, int o, int k) {
    double total = k == 0 ? 0 : cumulative[o + k - 1];
    if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
      return Double.NaN;
    }
    // u·total can round up to the total; the number below it still falls on the last weight.
    double target = Math.min(u * total, Math.nextDown(total));
    int low = 0;
    int high = k - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[o + middle] > target) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
