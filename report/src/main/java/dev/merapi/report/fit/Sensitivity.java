package dev.merapi.report.fit;

import dev.merapi.effects.Model;
import dev.merapi.infer.LogLikelihood;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.diagnose.PowerScaling;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much each scalar of a posterior moves when all priors, or the likelihood, are raised to a
 * power near 1 ({@link PowerScaling}): without another fit.
 *
 * @param lines one for each scalar
 */
public record Sensitivity(List<Line> lines) {
  /**
   * A scalar.
   *
   * @param name what it is called
   * @param scaling its sensitivities
   */
  public record Line(String name, PowerScaling scaling) {}

  /** Copies the list. */
  public Sensitivity {
    lines = List.copyOf(lines);
  }

  /**
   * The sensitivities of all scalars.
   *
   * @param priors the latent sites whose densities are scaled as priors; none: all. In a
   *     hierarchical model those on top, for the distributions of groups below are what is modelled
   * @throws ArgumentException if the posterior has fewer than two draws, nothing is observed, or
   *     one of the names is no latent site's
   */
  public static Sensitivity of(Model<?> model, Posterior posterior, String... priors) {
    Map<String, Tensor> likelihood = LogLikelihood.of(model, posterior);
    if (likelihood.isEmpty()) {
      throw new ArgumentException(
          "Nothing is observed or drawn, so there is no likelihood to scale; give a model with data, and its draws.");
    }
    double[] logPrior =
        total(chosen(LogLikelihood.prior(model, posterior), List.of(priors)), posterior.size());
    double[] logLikelihood = total(likelihood, posterior.size());
    List<Line> lines = new ArrayList<>();
    for (String name : posterior.names()) {
      double[] draws = posterior.get(name).toArray();
      lines.add(new Line(name, PowerScaling.of(draws, logPrior, logLikelihood)));
    }
    return new Sensitivity(lines);
  }

  private static Map<String, Tensor> chosen(Map<String, Tensor> all, List<String> names) {
    if (!all.keySet().containsAll(names)) {
      throw new ArgumentException(
          "The latent sites are %s; %s are not all among them.".formatted(all.keySet(), names));
    }
    Map<String, Tensor> chosen = new LinkedHashMap<>(all);
    if (!names.isEmpty()) {
      chosen.keySet().retainAll(names);
    }
    return chosen;
  }

  private static double[] total(Map<String, Tensor> pointwise, int draws) {
    double[] total = new double[draws];
    for (Tensor site : pointwise.values()) {
      double[] values = site.toArray();
      int count = values.length / draws;
      for (int i = 0; i < values.length; i++) {
        total[i / count] += values[i];
      }
    }
    return total;
  }

  /** A table, for a fixed-width font. */
  @Override
  public String toString() {
    int width = lines.stream().mapToInt(line -> line.name().length()).reduce(9, Math::max);
    StringBuilder table =
        new StringBuilder(
            String.format("%-" + width + "s %7s %10s%n", "parameter", "prior", "likelihood"));
    for (Line line : lines) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-" + width + "s %7.3f %10.3f  %s%n",
              line.name(),
              line.scaling().prior(),
              line.scaling().likelihood(),
              line.scaling().diagnosis()));
    }
    return table.toString();
  }
}
