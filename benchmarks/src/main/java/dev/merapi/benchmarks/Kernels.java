package dev.merapi.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the kernels beside plain loops, prints a table and writes it as JSON. The first argument
 * is the file; a second one, a regular expression, selects benchmarks by name.
 */
public final class Kernels {
  private static final List<String> CLASSES =
      List.of("VectorBenchmark", "GemmBenchmark", "CholeskyBenchmark", "DrawsBenchmark");

  private Kernels() {}

  public static void main(String[] arguments) throws IOException, RunnerException {
    Path file = Path.of(arguments[0]);
    String wanted = arguments.length > 1 ? arguments[1] : ".*";
    OptionsBuilder options = new OptionsBuilder();
    CLASSES.forEach(name -> options.include("\\." + name + "\\.(?i)(plain)?(" + wanted + ")?$"));
    options
        .forks(1)
        .warmupIterations(6)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(40)
        .measurementTime(TimeValue.milliseconds(25))
        .verbosity(VerboseMode.SILENT);
    List<KernelRow> rows = rows(new Runner(options.build()).run());
    System.out.println(KernelRow.header());
    rows.forEach(row -> System.out.println(row.line()));
    String json =
        rows.stream().map(KernelRow::json).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
    Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    Files.writeString(file, json);
    System.out.println("Written to " + file);
  }

  private static List<KernelRow> rows(Collection<RunResult> results) throws IOException {
    Map<Subject, Double> nanos = new LinkedHashMap<>();
    for (RunResult result : results) {
      nanos.put(Subject.of(result), typical(result));
    }
    Map<String, String[]> study = study();
    List<KernelRow> rows = new ArrayList<>();
    nanos.forEach(
        (subject, time) -> {
          if (!subject.plain()) {
            String[] known = study.getOrDefault(subject.key(), new String[] {"", ""});
            Double plain = nanos.get(new Subject(subject.name(), subject.size(), true));
            rows.add(
                new KernelRow(
                    subject.name(),
                    subject.size(),
                    subject.unit(),
                    subject.measure(time),
                    plain == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(subject.measure(plain)),
                    number(known[0]),
                    number(known[1])));
          }
        });
    return rows;
  }

  /**
   * The tenth percentile of short iterations: on a shared machine the mean measures the neighbours.
   */
  private static double typical(RunResult result) {
    return result.getPrimaryResult().getStatistics().getPercentile(10);
  }

  private static Map<String, String[]> study() throws IOException {
    Map<String, String[]> study = new TreeMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Kernels.class.getResourceAsStream("kernels.csv")),
                StandardCharsets.UTF_8))) {
      reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(",", -1))
          .forEach(
              fields ->
                  study.put(fields[0] + "," + fields[1], new String[] {fields[2], fields[3]}));
    }
    return study;
  }

  private static OptionalDouble number(String text) {
    return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }
}
