package dev.merapi.infer.diagnose;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.internal.kernel.ExpKernel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How much the distribution of a scalar moves when its prior, or its likelihood, is raised to a
 * power α near 1.
 *
 * <p>The draws get the weights p(θ)^(α − 1), smoothed ({@link ParetoTail}), for α = 1.01 and
 * 1/1.01. The distance between the two distribution functions P and Q is the cumulative
 * Jensen–Shannon one,
 *
 * <pre>
 *   CJS(P, Q) = ∫ P log₂(2P/(P + Q)) + (∫ Q − ∫ P)/(2 ln 2)   d² = (CJS(P, Q) + CJS(Q, P))/∫ (P + Q)
 * </pre>
 *
 * <p>of the scalar or of its negative, whichever is larger; the sensitivity is the mean of both
 * distances over log₂ 1.01. Above {@link #SENSITIVE} the component matters.
 *
 * <p>Source: Kallioinen, Paananen, Bürkner and Vehtari, "Detecting and diagnosing prior and
 * likelihood sensitivity with power-scaling" (2024), sections 2.2 to 2.4.
 *
 * @param prior the sensitivity to the prior
 * @param likelihood the sensitivity to the likelihood
 */
public record PowerScaling(double prior, double likelihood) {
  /** From here on a component matters. */
  public static final double SENSITIVE = 0.05;

  private static final double STEP = 1.01;

  /**
   * The sensitivities of a scalar.
   *
   * @param draws its draws
   * @param logPrior the log density of all priors under each draw
   * @param logLikelihood the log-likelihood of all data under each draw
   * @throws ArgumentException if there are fewer than two draws, or not one density of each kind
   *     for each
   */
  public static PowerScaling of(double[] draws, double[] logPrior, double[] logLikelihood) {
    if (draws.length < 2
        || logPrior.length != draws.length
        || logLikelihood.length != draws.length) {
      throw new ArgumentException(
          "There are %d draws, %d log priors and %d log-likelihoods; give at least two draws, and one of each for each."
              .formatted(draws.length, logPrior.length, logLikelihood.length));
    }
    return new PowerScaling(sensitivity(draws, logPrior), sensitivity(draws, logLikelihood));
  }

  /** What the two say together; nothing if the prior does not matter. */
  public String diagnosis() {
    if (!(prior >= SENSITIVE)) {
      return "";
    }
    return likelihood >= SENSITIVE ? "prior and data disagree" : "strong prior or weak data";
  }

  private static double sensitivity(double[] draws, double[] log) {
    return (distance(draws, log, STEP) + distance(draws, log, 1 / STEP))
        / (2 * Math.log(STEP) / Math.log(2));
  }

  private static double distance(double[] draws, double[] log, double power) {
    double[] weights = Arrays.stream(log).map(l -> (power - 1) * l).toArray();
    ParetoTail.smooth(weights, 1);
    Arrays.setAll(weights, i -> ExpKernel.scalar(weights[i]));
    double[] negative = Arrays.stream(draws).map(x -> -x).toArray();
    return Math.max(distance(draws, weights), distance(negative, weights));
  }

  private static double distance(double[] draws, double[] weights) {
    int n = draws.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> draws[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double divergence = 0;
    double area = 0;
    double q = 0;
    for (int i = 0; i + 1 < n; i++) {
      double width = draws[order[i + 1]] - draws[order[i]];
      double p = (i + 1.0) / n;
      q += weights[order[i]];
      double middle = (p + q) / 2;
      divergence += width * (term(p, middle) + term(q, middle)) / Math.log(2);
      area += width * (p + q);
    }
    return area > 0 ? Math.sqrt(Math.max(0, divergence) / area) : Double.NaN;
  }

  private static double term(double p, double middle) {
    return p > 0 ? p * Math.log(p / middle) : 0;
  }
}
