package dev.merapi.infer.diagnose;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.ExpKernel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Leave-one-out cross-validation from one posterior, by Pareto smoothed importance sampling.
 *
 * <p>The posterior without observation i is reached with weights 1/p(yᵢ | θ), whose largest values
 * are smoothed ({@link ParetoTail}); elpdᵢ = log Σₛ wₛ p(yᵢ | θₛ) / Σₛ wₛ. Where the tail index k̂
 * of the weights exceeds 0.7 the estimate of that observation is not reliable.
 *
 * <p>Source: Vehtari, Gelman and Gabry, "Practical Bayesian model evaluation using leave-one-out
 * cross-validation and WAIC" (2017), section 2.1.
 *
 * @param elpd Σ elpdᵢ, the expected log predictive density of new data; larger is better
 * @param se √(n Var(elpdᵢ)), its standard error over observations
 * @param parameters lppd − elpd, the effective number of parameters
 * @param pointwise elpdᵢ
 * @param paretoK k̂ᵢ
 */
public record Loo(
    double elpd, double se, double parameters, List<Double> pointwise, List<Double> paretoK) {
  /** The k̂ above which an observation's estimate is not to be trusted. */
  public static final double UNRELIABLE = 0.7;

  /**
   * The estimate from log p(yᵢ | θₛ) as [s][i].
   *
   * @param relativeEfficiency ESS/S of the draws, in (0, 1] as a rule; 1 for independent draws
   */
  public static Loo of(double[][] logLikelihood, double relativeEfficiency) {
    return of(Pointwise.of(logLikelihood), relativeEfficiency);
  }

  /**
   * As {@link #of(double[][], double)}, from log p(y | θ) of one or more sites: [draws, B..] each,
   * whose elements B.. are the observations. Nothing is copied.
   */
  public static Loo of(List<? extends Tensor> logLikelihood, double relativeEfficiency) {
    return of(Pointwise.of(logLikelihood), relativeEfficiency);
  }

  private static Loo of(Pointwise pointwise, double relativeEfficiency) {
    double[] elpd = new double[pointwise.observations()];
    double[] lppd = new double[elpd.length];
    double[] k = new double[elpd.length];
    pointwise.each(
        (i, column) -> {
          double[] weights = Arrays.stream(column).map(x -> -x).toArray();
          k[i] = ParetoTail.smooth(weights, relativeEfficiency);
          for (int s = 0; s < weights.length; s++) {
            weights[s] += column[s];
          }
          elpd[i] = Pointwise.logSumExp(weights);
          lppd[i] = Pointwise.logMeanExp(column);
        });
    double total = Arrays.stream(elpd).sum();
    return new Loo(
        total,
        Pointwise.standardErrorOfSum(elpd),
        Arrays.stream(lppd).sum() - total,
        Arrays.stream(elpd).boxed().toList(),
        Arrays.stream(k).boxed().toList());
  }

  /**
   * The probability integral transform of each observation under the posterior without it: Σₛ wₛ
   * ([ỹₛ &lt; y] + [ỹₛ = y]/2) with the smoothed weights. Of a model that fits they are uniform, as
   * an {@link EcdfBand} tells.
   *
   * @param logLikelihood log p(y | θ): [draws, B..]
   * @param relativeEfficiency as for {@link #of(double[][], double)}
   * @param replicated draws of the site: [draws, B..]
   * @param observed its data: [B..]
   * @return in row-major order
   * @throws ArgumentException if there is not one log-likelihood and one value for each draw and
   *     observation
   */
  public static List<Double> pit(
      Tensor logLikelihood, double relativeEfficiency, Tensor replicated, Tensor observed) {
    if (!logLikelihood.shape().equals(replicated.shape())
        || replicated.shape().rank() == 0
        || !replicated.shape().dropLeft(1).equals(observed.shape())) {
      throw new ArgumentException(
          "Log-likelihoods have shape %s, replicated values %s and observations %s; give one of the first two for each draw and each observation."
              .formatted(logLikelihood.shape(), replicated.shape(), observed.shape()));
    }
    double[] y = observed.toArray();
    double[] all = replicated.dense().rowMajorArray();
    double[] pit = new double[y.length];
    Pointwise.of(List.of(logLikelihood))
        .each(
            (i, column) -> {
              double[] weights = Arrays.stream(column).map(x -> -x).toArray();
              ParetoTail.smooth(weights, relativeEfficiency);
              for (int s = 0; s < weights.length; s++) {
                double side = Math.signum(y[i] - all[s * y.length + i]);
                pit[i] += ExpKernel.scalar(weights[s]) * (1 + side) / 2;
              }
            });
    return Arrays.stream(pit).map(p -> Math.min(p, 1)).boxed().toList();
  }

  /** The observations whose k̂ exceeds {@link #UNRELIABLE}. */
  public List<Integer> unreliable() {
    return IntStream.range(0, paretoK.size())
        .filter(i -> !(paretoK.get(i) <= UNRELIABLE))
        .boxed()
        .toList();
  }
}
