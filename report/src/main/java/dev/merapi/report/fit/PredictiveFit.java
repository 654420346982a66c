package dev.merapi.report.fit;

import dev.merapi.effects.Model;
import dev.merapi.infer.LogLikelihood;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.diagnose.Ess;
import dev.merapi.infer.diagnose.Loo;
import dev.merapi.infer.diagnose.Waic;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How well a model predicts what it was fitted to, one observation left out at a time.
 *
 * @param loo by Pareto smoothed importance sampling
 * @param waic by the widely applicable information criterion
 */
public record PredictiveFit(Loo loo, Waic waic) {
  /**
   * The fit of all observed sites of a model; each element of a plate is an observation.
   *
   * @throws ArgumentException if nothing is observed
   */
  public static PredictiveFit of(Model<?> model, Posterior posterior) {
    return of(LogLikelihood.of(model, posterior), posterior);
  }

  /**
   * The fit from ln p(y | θ): site → [draws, B..].
   *
   * @throws ArgumentException if nothing is observed
   */
  public static PredictiveFit of(Map<String, Tensor> logLikelihood, Posterior posterior) {
    List<Tensor> sites = List.copyOf(logLikelihood.values());
    if (sites.stream().mapToInt(site -> site.shape().count()).sum() == 0) {
      throw new ArgumentException(
          "Nothing is observed, so there is nothing to predict; give a model with data.");
    }
    return new PredictiveFit(Loo.of(sites, efficiency(posterior)), Waic.of(sites));
  }

  /**
   * Where each observation lies among the predictions of the posterior without it ({@link
   * Loo#pit}), in row-major order.
   *
   * @param logLikelihood ln p(y | θ) of a site: [draws, B..]
   * @param replicated draws of the site: [draws, B..]
   * @param observed its data: [B..]
   */
  public static List<Double> pit(
      Tensor logLikelihood, Tensor replicated, Tensor observed, Posterior posterior) {
    return Loo.pit(logLikelihood, efficiency(posterior), replicated, observed);
  }

  /** The mean over all scalars of the effective number of draws per draw, as ArviZ takes it. */
  private static double efficiency(Posterior posterior) {
    double[][][] all = posterior.rows();
    int length = Arrays.stream(all).mapToInt(chain -> chain.length).min().orElse(0);
    double[][][] rows =
        Arrays.stream(all).map(c -> Arrays.copyOf(c, length)).toArray(double[][][]::new);
    if (rows.length < 2) {
      return 1;
    }
    int scalars = posterior.names().size();
    double sum = 0;
    for (int k = 0; k < scalars; k++) {
      int scalar = k;
      double[][] chains =
          Arrays.stream(rows)
              .map(chain -> Arrays.stream(chain).mapToDouble(row -> row[scalar]).toArray())
              .toArray(double[][]::new);
      sum += Ess.mean(chains);
    }
    double efficiency = sum / scalars / posterior.size();
    return Double.isFinite(efficiency) ? efficiency : 1;
  }
}
