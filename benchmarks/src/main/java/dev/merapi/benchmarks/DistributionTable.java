package dev.merapi.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures draws and log-densities beside those of Apache Commons, prints a table and writes it as
 * JSON. The first argument is the file; a second one, a regular expression, selects distributions
 * by name.
 */
public final class DistributionTable {

  /** Nanoseconds a value, here and there. */
  private record Row(String distribution, String what, double ours, double commons) {
    private double ratio() {
      return commons / ours;
    }

    private String line() {
      return String.format(
          Locale.ROOT,
          "%-12s %-18s %8.1f %8.1f %6.2fx",
          distribution,
          what,
          ours,
          commons,
          ratio());
    }

    private String json() {
      return String.format(
          Locale.ROOT,
          "{\"distribution\": \"%s\", \"what\": \"%s\", \"ns\": %.2f, \"commons_ns\": %.2f, \"ratio\": %.3f}",
          distribution,
          what,
          ours,
          commons,
          ratio());
    }
  }

  private DistributionTable() {}

  public static void main(String[] arguments) throws IOException, RunnerException {
    Path file = Path.of(arguments[0]);
    String wanted = arguments.length > 1 ? arguments[1] : ".*";
    String[] distributions =
        Arrays.stream(MeasuredDistribution.values())
            .map(MeasuredDistribution::name)
            .filter(name -> name.toLowerCase(Locale.ROOT).matches(wanted))
            .toArray(String[]::new);
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("\\.DistributionBenchmark\\.")
        .param("distribution", distributions)
        .forks(1)
        .warmupIterations(6)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(40)
        .measurementTime(TimeValue.milliseconds(25))
        .verbosity(VerboseMode.SILENT);
    Map<String, Double> nanos = new TreeMap<>();
    for (RunResult result : new Runner(options.build()).run()) {
      String method = result.getPrimaryResult().getLabel();
      nanos.put(result.getParams().getParam("distribution") + " " + method, typical(result));
    }
    var rows =
        Arrays.stream(distributions)
            .flatMap(
                distribution ->
                    Stream.of(
                        row(distribution, "draws", "commonsDraws", nanos),
                        row(distribution, "densities", "commonsDensities", nanos),
                        row(distribution, "compiledDensities", "commonsDensities", nanos)))
            .toList();
    System.out.printf(
        "%-12s %-18s %8s %8s %7s%n", "distribution", "what", "ns", "Commons", "ratio");
    rows.forEach(row -> System.out.println(row.line()));
    Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    Files.writeString(
        file, rows.stream().map(Row::json).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n")));
    System.out.println("Written to " + file);
  }

  private static Row row(
      String distribution, String ours, String theirs, Map<String, Double> nanos) {
    return new Row(
        distribution.toLowerCase(Locale.ROOT),
        ours,
        Objects.requireNonNull(nanos.get(distribution + " " + ours)),
        Objects.requireNonNull(nanos.get(distribution + " " + theirs)));
  }

  /**
   * The tenth percentile of short iterations: on a shared machine the mean measures the neighbours.
   */
  private static double typical(RunResult result) {
    return result.getPrimaryResult().getStatistics().getPercentile(10);
  }
}
