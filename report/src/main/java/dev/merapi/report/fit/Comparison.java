package dev.merapi.report.fit;

import dev.merapi.infer.diagnose.Loo;
import dev.merapi.tensor.ArgumentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Models of the same data side by side, the best first.
 *
 * @param models the lines
 */
public record Comparison(List<Line> models) {
  private static final int ITERATIONS = 100_000;
  private static final double SMALL = 1e-12;

  /**
   * A model.
   *
   * @param name what it is called
   * @param elpd its expected log predictive density
   * @param se the standard error of that
   * @param parameters its effective number of parameters
   * @param difference elpd of the best model − its own
   * @param differenceSe √(n Var) of the differences by observation
   * @param weight its weight in the mixture of all models that predicts best (stacking)
   * @param unreliable the observations whose k̂ exceeds 0.7
   */
  public record Line(
      String name,
      double elpd,
      double se,
      double parameters,
      double difference,
      double differenceSe,
      double weight,
      int unreliable) {}

  /** Copies the list. */
  public Comparison {
    models = List.copyOf(models);
  }

  /**
   * Compares.
   *
   * <p>Stacking: the weights w on the simplex that maximise Σᵢ ln Σₖ wₖ exp(elpdᵢₖ), found by
   * expectation and maximisation. Source: Yao, Vehtari, Simpson and Gelman, "Using stacking to
   * average Bayesian predictive distributions" (2018), section 3.
   *
   * @throws ArgumentException if there is no model, or the numbers of observations differ
   */
  public static Comparison of(Map<String, Loo> fits) {
    List<Map.Entry<String, Loo>> best =
        fits.entrySet().stream()
            .sorted(Comparator.comparingDouble(fit -> -fit.getValue().elpd()))
            .toList();
    if (best.isEmpty()) {
      throw new ArgumentException("There is no model to compare; give at least one.");
    }
    Loo first = best.getFirst().getValue();
    for (Map.Entry<String, Loo> fit : best) {
      if (fit.getValue().pointwise().size() != first.pointwise().size()) {
        throw new ArgumentException(
            "Model '%s' has %d observations, but '%s' has %d; compare models of the same data."
                .formatted(
                    fit.getKey(),
                    fit.getValue().pointwise().size(),
                    best.getFirst().getKey(),
                    first.pointwise().size()));
      }
    }
    double[] weights = stacking(best.stream().map(Map.Entry::getValue).toList());
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<String, Loo> fit : best) {
      Loo loo = fit.getValue();
      lines.add(
          new Line(
              fit.getKey(),
              loo.elpd(),
              loo.se(),
              loo.parameters(),
              first.elpd() - loo.elpd(),
              differenceSe(first, loo),
              weights[lines.size()],
              loo.unreliable().size()));
    }
    return new Comparison(lines);
  }

  private static double differenceSe(Loo best, Loo other) {
    int n = best.pointwise().size();
    double[] differences = new double[n];
    Arrays.setAll(differences, i -> best.pointwise().get(i) - other.pointwise().get(i));
    double mean = Arrays.stream(differences).sum() / n;
    return Math.sqrt(Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum());
  }

  private static double[] stacking(List<Loo> fits) {
    int n = fits.getFirst().pointwise().size();
    int count = fits.size();
    double[][] densities = new double[n][count];
    for (int i = 0; i < n; i++) {
      int row = i;
      double most = fits.stream().mapToDouble(f -> f.pointwise().get(row)).max().orElse(0);
      for (int k = 0; k < count; k++) {
        densities[i][k] = Math.exp(fits.get(k).pointwise().get(i) - most);
      }
    }
    double[] weights = new double[count];
    Arrays.fill(weights, 1.0 / count);
    double change = 1;
    for (int step = 0; step < ITERATIONS && change > SMALL; step++) {
      double[] next = new double[count];
      for (double[] density : densities) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
          sum += weights[k] * density[k];
        }
        for (int k = 0; k < count; k++) {
          next[k] += weights[k] * density[k] / sum / n;
        }
      }
      change = 0;
      for (int k = 0; k < count; k++) {
        change = Math.max(change, Math.abs(next[k] - weights[k]));
      }
      weights = next;
    }
    return weights;
  }

  /** A table, for a fixed-width font. */
  @Override
  public String toString() {
    int width = models.stream().mapToInt(line -> line.name().length()).reduce(5, Math::max);
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-" + width + "s %9s %7s %7s %9s %7s %7s %6s%n",
                "model",
                "elpd",
                "se",
                "p",
                "less",
                "se",
                "weight",
                "k>0.7"));
    for (Line line : models) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-" + width + "s %9.2f %7.2f %7.2f %9.2f %7.2f %7.3f %6d%n",
              line.name(),
              line.elpd(),
              line.se(),
              line.parameters(),
              line.difference(),
              line.differenceSe(),
              line.weight(),
              line.unreliable()));
    }
    return table.toString();
  }
}
