package dev.merapi.infer;

import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.List;
import java.util.Locale;

/**
 * A posterior as a table, one {@link ParameterSummary} a scalar.
 *
 * @param parameters the lines
 */
public record Summary(Vector<ParameterSummary> parameters) {
  private static final String HEAD = "%-{w}s %9s %9s %9s %9s %9s %9s %9s %7s%n";
  private static final String LINE = "%-{w}s %9.4g %9.4g %9.4g %9.4g %9.4g %9.0f %9.0f %7.3f%n";

  /**
   * The summary of draws [chain][draw][k], where coordinate k is called {@code names.get(k)}.
   *
   * <p>Chains are cut to the shortest that has any draw.
   */
  public static Summary of(List<String> names, double[][][] draws) {
    return new Summary(
        Vector.range(0, names.size())
            .map(k -> ParameterSummary.of(names.get(k), coordinate(draws, k))));
  }

  private static double[][] coordinate(double[][][] draws, int k) {
    int length = Vector.of(draws).map(chain -> chain.length).filter(n -> n > 0).min().getOrElse(0);
    return Vector.of(draws)
        .filter(chain -> chain.length > 0)
        .map(chain -> Vector.of(chain).take(length).map(draw -> draw[k]))
        .map(values -> values.toJavaStream().mapToDouble(Double::doubleValue).toArray())
        .toJavaStream()
        .toArray(double[][]::new);
  }

  /** The line of the scalar called {@code name}, if there is one. */
  public Option<ParameterSummary> find(String name) {
    return parameters.find(parameter -> parameter.name().equals(name));
  }

  /** The table, for a fixed-width font. */
  @Override
  public String toString() {
    int width = Math.max(9, parameters.map(p -> p.name().length()).max().getOrElse(0));
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
    return table.toString();
  }

  private static String line(String format, int width, Object... cells) {
    return String.format(Locale.ROOT, format.replace("{w}", Integer.toString(width)), cells);
  }
}
