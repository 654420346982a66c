package dev.merapi.infer.diagnose;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.Expm1Kernel;
import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Pareto smoothing of importance weights: the largest M = ⌈min(S/5, 3√(S/r))⌉ of S weights are
 * replaced by the expected order statistics of a generalised Pareto law fitted to them, and none
 * exceeds the largest raw one.
 *
 * <p>Source: Vehtari, Simpson, Gelman, Yao and Gabry, "Pareto smoothed importance sampling" (2024),
 * section 3.
 */
final class ParetoTail {
  private static final int FEWEST = 5;

  private ParetoTail() {}

  /**
   * Smooths log weights in place and makes them sum to 1.
   *
   * @return k̂; +∞ if the tail is too short to fit
   */
  static double smooth(double[] logWeights, double relativeEfficiency) {
    int n = logWeights.length;
    double largest = Arrays.stream(logWeights).max().orElse(0);
    Arrays.setAll(logWeights, i -> logWeights[i] - largest);
    int wanted = (int) Math.ceil(Math.min(0.2 * n, 3 * Math.sqrt(n / relativeEfficiency)));
    double k = Double.POSITIVE_INFINITY;
    if (wanted < n) {
      double[] ascending = logWeights.clone();
      Arrays.sort(ascending);
      double cut = Math.max(ascending[n - wanted - 1], Math.log(Double.MIN_NORMAL));
      int[] tail =
          IntStream.range(0, n)
              .filter(i -> logWeights[i] > cut)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> logWeights[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      if (tail.length >= FEWEST) {
        k = smoothTail(logWeights, tail, ExpKernel.scalar(cut));
      }
    }
    double total = Pointwise.logSumExp(logWeights);
    Arrays.setAll(logWeights, i -> logWeights[i] - total);
    return k;
  }

  /** The tail as indices in ascending order of weight; all its weights exceed {@code threshold}. */
  private static double smoothTail(double[] logWeights, int[] tail, double threshold) {
    double[] excess =
        Arrays.stream(tail).mapToDouble(i -> ExpKernel.scalar(logWeights[i]) - threshold).toArray();
    ParetoFit fit = ParetoFit.of(excess);
    if (Double.isFinite(fit.k())) {
      for (int j = 0; j < tail.length; j++) {
        double smoothed = threshold + fit.quantile((j + 0.5) / tail.length);
        logWeights[tail[j]] = Math.min(0, LogKernel.scalar(smoothed));
      }
    }
    return fit.k();
  }

  /**
   * The generalised Pareto law with scale σ and shape k, P(X > x) = (1 + k x/σ)^(−1/k).
   *
   * <p>Fitted by the posterior mean of θ = −k/σ under the prior of Zhang and Stephens, "A new and
   * efficient estimation method for the generalized Pareto distribution" (2009), section 4; k is
   * then drawn towards 0.5 with the weight of ten observations (Vehtari et al. 2024, appendix C).
   */
  record ParetoFit(double k, double sigma) {
    /** The fit to positive values in ascending order. */
    static ParetoFit of(double[] x) {
      int n = x.length;
      int grid = 30 + (int) Math.sqrt(n);
      double quartile = x[(int) (n / 4.0 + 0.5) - 1];
      double[] theta = new double[grid];
      double[] logPosterior = new double[grid];
      for (int j = 0; j < grid; j++) {
        theta[j] = 1 / x[n - 1] + (1 - Math.sqrt(grid / (j + 0.5))) / (3 * quartile);
        double shape = shape(theta[j], x);
        logPosterior[j] = n * (LogKernel.scalar(-theta[j] / shape) - shape - 1);
      }
      double total = Pointwise.logSumExp(logPosterior);
      double mean = 0;
      for (int j = 0; j < grid; j++) {
        mean += theta[j] * ExpKernel.scalar(logPosterior[j] - total);
      }
      double shape = shape(mean, x);
      return new ParetoFit((n * shape + 5) / (n + 10), -shape / mean);
    }

    /** The shape that maximises the likelihood for a given θ: the mean of log(1 − θ x). */
    private static double shape(double theta, double[] x) {
      double sum = 0;
      for (double value : x) {
        sum += Log1pKernel.scalar(-theta * value);
      }
      return sum / x.length;
    }

    /** The value exceeded with probability 1 − p. */
    double quantile(double p) {
      double exponential = -Log1pKernel.scalar(-p);
      return sigma * (k == 0 ? exponential : Expm1Kernel.scalar(k * exponential) / k);
    }
  }
}
