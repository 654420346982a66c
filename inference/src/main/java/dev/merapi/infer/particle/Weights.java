package dev.merapi.infer.particle;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;

/** What is asked of logarithms of weights; the same bits everywhere. */
final class Weights {
  private Weights() {}

  /** The greatest; −∞ of none. */
  static double largest(double[] logWeights) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double weight : logWeights) {
      largest = Math.max(largest, weight);
    }
    return largest;
  }

  /** ln of the mean of eʷ. */
  static double logMean(double[] logWeights) {
    double largest = largest(logWeights);
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (double weight : logWeights) {
      sum += ExpKernel.scalar(weight - largest);
    }
    return largest + LogKernel.scalar(sum / logWeights.length);
  }

  /** eʷ / Σ eʷ. */
  static double[] normalised(double[] logWeights) {
    double largest = largest(logWeights);
    double[] weights = new double[logWeights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = ExpKernel.scalar(logWeights[i] - largest);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  /** How many equal weights these are worth: (Σ w)² / Σ w². */
  static double effective(double[] logWeights) {
    double largest = largest(logWeights);
    double sum = 0;
    double squares = 0;
    for (double logWeight : logWeights) {
      double weight = ExpKernel.scalar(logWeight - largest);
      sum += weight;
      squares += weight * weight;
    }
    return sum * sum / squares;
  }
}
