package dev.merapi.infer;

import dev.merapi.infer.diagnose.Hpdi;
import dev.merapi.infer.diagnose.Mcse;
import java.util.List;
import java.util.Locale;

/**
 * How exact the figures of a posterior are: Monte Carlo standard errors of mean, deviation and
 * quantiles, and the shortest interval of nine tenths of the draws.
 *
 * @param lines one for each scalar
 */
public record Precision(List<Line> lines) {
  /**
   * A scalar.
   *
   * @param name what it is called
   * @param mean the standard error of the mean
   * @param sd that of the standard deviation
   * @param q05 that of the 5 % quantile
   * @param q50 that of the median
   * @param q95 that of the 95 % quantile
   * @param hpdi the shortest interval that holds 90 % of the draws
   */
  public record Line(
      String name, double mean, double sd, double q05, double q50, double q95, Hpdi hpdi) {
    /** The figures of the draws of one scalar, [chain][draw]. */
    static Line of(String name, double[][] chains) {
      return new Line(
          name,
          Mcse.mean(chains),
          Mcse.sd(chains),
          Mcse.quantile(chains, 0.05),
          Mcse.quantile(chains, 0.5),
          Mcse.quantile(chains, 0.95),
          Hpdi.of(chains, 0.9));
    }
  }

  /** Copies the list. */
  public Precision {
    lines = List.copyOf(lines);
  }

  /** A table, for a fixed-width font. */
  @Override
  public String toString() {
    int width = lines.stream().mapToInt(line -> line.name().length()).reduce(9, Math::max);
    StringBuilder table =
        new StringBuilder(
            String.format(
                "%-" + width + "s %9s %9s %9s %9s %9s %10s %10s%n",
                "parameter",
                "se mean",
                "se sd",
                "se 5%",
                "se 50%",
                "se 95%",
                "90% from",
                "to"));
    for (Line line : lines) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-" + width + "s %9.3g %9.3g %9.3g %9.3g %9.3g %10.4g %10.4g%n",
              line.name(),
              line.mean(),
              line.sd(),
              line.q05(),
              line.q50(),
              line.q95(),
              line.hpdi().low(),
              line.hpdi().high()));
    }
    return table.toString();
  }
}
