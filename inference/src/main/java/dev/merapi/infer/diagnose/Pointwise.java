package dev.merapi.infer.diagnose;

import dev.merapi.infer.internal.Samples;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;
import java.util.Arrays;

/** Log-likelihoods of observations under draws, [draw][observation], and sums on the log scale. */
final class Pointwise {
  private Pointwise() {}

  /** The number of observations; refuses no draws and rows of different length. */
  static int observations(double[][] logLikelihood) {
    if (logLikelihood.length == 0) {
      throw new ArgumentException("Predictive fit needs at least one draw, but got none.");
    }
    for (double[] row : logLikelihood) {
      if (row.length != logLikelihood[0].length) {
        throw new ArgumentException(
            "Every draw has a log-likelihood for each observation, but draws have "
                + logLikelihood[0].length
                + " and "
                + row.length
                + ".");
      }
    }
    return logLikelihood[0].length;
  }

  static double[] column(double[][] logLikelihood, int i) {
    return Arrays.stream(logLikelihood).mapToDouble(row -> row[i]).toArray();
  }

  /** log Σ eˣ. */
  static double logSumExp(double[] x) {
    double largest = Arrays.stream(x).max().orElse(Double.NEGATIVE_INFINITY);
    if (!Double.isFinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (double value : x) {
      sum += ExpKernel.scalar(value - largest);
    }
    return largest + LogKernel.scalar(sum);
  }

  /** log of the mean of eˣ. */
  static double logMeanExp(double[] x) {
    return logSumExp(x) - LogKernel.scalar(x.length);
  }

  /** √(n Var x), Var with divisor n. */
  static double standardErrorOfSum(double[] x) {
    return Math.sqrt(Samples.variance(x) * (x.length - 1));
  }
}
