package dev.merapi.infer.diagnose;

import dev.merapi.infer.internal.Samples;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The widely applicable information criterion: elpdᵢ = log meanₛ p(yᵢ | θₛ) − Varₛ log p(yᵢ | θₛ).
 *
 * <p>{@link Loo} estimates the same and says when it fails; prefer it. A variance above 0.4 is the
 * sign to do so.
 *
 * <p>Source: Watanabe (2010); Vehtari, Gelman and Gabry (2017), equations 11–13.
 *
 * @param elpd Σ elpdᵢ, on the scale of log density; larger is better
 * @param se √(n Var(elpdᵢ)), its standard error over observations
 * @param parameters the sum of the variances, the effective number of parameters
 * @param pointwise elpdᵢ
 */
public record Waic(double elpd, double se, double parameters, List<Double> pointwise) {
  /** The criterion from log p(yᵢ | θₛ) as [s][i]. */
  public static Waic of(double[][] logLikelihood) {
    return of(Pointwise.of(logLikelihood));
  }

  /** The criterion from log p(y | θ) of one or more sites, as for {@link Loo#of(List, double)}. */
  public static Waic of(List<? extends Tensor> logLikelihood) {
    return of(Pointwise.of(logLikelihood));
  }

  private static Waic of(Pointwise pointwise) {
    double[] elpd = new double[pointwise.observations()];
    double[] variances = new double[elpd.length];
    pointwise.each(
        (i, column) -> {
          variances[i] = Samples.variance(column);
          elpd[i] = Pointwise.logMeanExp(column) - variances[i];
        });
    double parameters = 0;
    for (double variance : variances) {
      parameters += variance;
    }
    return new Waic(
        Arrays.stream(elpd).sum(),
        Pointwise.standardErrorOfSum(elpd),
        parameters,
        Arrays.stream(elpd).boxed().toList());
  }
}
