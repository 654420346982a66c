package dev.merapi.infer;

import dev.merapi.infer.internal.given.Counts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A posterior as a table, one {@link ParameterSummary} a scalar; then the statistics of the
 * sampler, and what they mean.
 *
 * @param parameters the lines
 * @param figures the statistics of the sampler
 * @param verdict whether the draws can be trusted, and what to do, in sentences
 */
public record Summary(
    List<ParameterSummary> parameters, List<FigureSummary> figures, List<String> verdict) {
  private static final String HEAD = "%-{w}s %9s %9s %9s %9s %9s %9s %9s %7s%n";
  private static final String LINE = "%-{w}s %9.4g %9.4g %9.4g %9.4g %9.4g %9.0f %9.0f %7.3f%n";
  private static final String FIGURES = "%n%-{w}s %9s %9s %9s%n";
  private static final String FIGURE = "%-{w}s %9.4g %9.4g %9.4g%n";

  /** Copies the lists. */
  public Summary {
    parameters = List.copyOf(parameters);
    figures = List.copyOf(figures);
    verdict = List.copyOf(verdict);
  }

  /**
   * The summary of draws [chain][draw][k], where coordinate k is called {@code names.get(k)}: the
   * table alone.
   *
   * <p>Chains are cut to the shortest that has any draw.
   */
  public static Summary of(List<String> names, double[][][] draws) {
    return new Summary(
        IntStream.range(0, names.size())
            .mapToObj(k -> ParameterSummary.of(names.get(k), coordinate(draws, k)))
            .toList(),
        List.of(),
        List.of());
  }

  /** Entry k of all rows, [chain][draw], cut to the shortest chain that has any. */
  static double[][] coordinate(double[][][] rows, int k) {
    int length =
        Arrays.stream(rows).mapToInt(chain -> chain.length).filter(n -> n > 0).min().orElse(0);
    return Arrays.stream(rows)
        .filter(chain -> chain.length > 0)
        .map(
            chain ->
                Arrays.stream(chain, 0, length)
                    .mapToDouble(row -> row[Counts.place(k, row.length, "entry of a draw")])
                    .toArray())
        .toArray(double[][]::new);
  }

  /** The line of the scalar called {@code name}, if there is one. */
  public Optional<ParameterSummary> find(String name) {
    return parameters.stream().filter(parameter -> parameter.name().equals(name)).findFirst();
  }

  /** The line of the statistic called {@code name}, if there is one. */
  public Optional<FigureSummary> figure(String name) {
    return figures.stream().filter(figure -> figure.name().equals(name)).findFirst();
  }

  /** The table, for a fixed-width font, and the verdict. */
  @Override
  public String toString() {
    int width =
        IntStream.concat(
                parameters.stream().mapToInt(p -> p.name().length()),
                figures.stream().mapToInt(f -> f.name().length()))
            .reduce(9, Math::max);
    StringBuilder table =
        new StringBuilder(
            line(
                HEAD,
                width,
                "parameter",
                "mean",
                "sd",
                "5%",
                "50%",
                "95%",
                "ess_bulk",
                "ess_tail",
                "rhat"));
    for (ParameterSummary p : parameters) {
      table.append(
          line(
              LINE,
              width,
              p.name(),
              p.mean(),
              p.sd(),
              p.q05(),
              p.q50(),
              p.q95(),
              p.essBulk(),
              p.essTail(),
              p.rhat()));
    }
    if (!figures.isEmpty()) {
      table.append(line(FIGURES, width, "statistic", "mean", "least", "greatest"));
      figures.forEach(
          f -> table.append(line(FIGURE, width, f.name(), f.mean(), f.least(), f.greatest())));
    }
    if (!verdict.isEmpty()) {
      table.append(String.format("%n%s%n", String.join(System.lineSeparator(), verdict)));
    }
    return table.toString();
  }

  private static String line(String format, int width, Object... cells) {
    return String.format(Locale.ROOT, format.replace("{w}", Integer.toString(width)), cells);
  }
}
