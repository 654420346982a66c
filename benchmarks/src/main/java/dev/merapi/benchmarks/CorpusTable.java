package dev.merapi.benchmarks;

import dev.merapi.benchmarks.corpus.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A gradient of every model of the corpus, each in a JVM of its own with this JVM's flags, beside
 * NumPyro's where it is installed; prints a table, the worst ratio first (without NumPyro the
 * slowest), and writes {@code corpus.json}. Arguments: the folder to write to, the Python to ask,
 * then the models, or none for all; those of posteriordb where {@code merapi.posteriordb} names its
 * folder.
 */
public final class CorpusTable {
  private static final String LINE = "%-40s %9s %12s %12s %7s %8s %8s %9s %8s %6s%n";

  private CorpusTable() {}

  /** Runs the table. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    List<String> chosen = List.of(arguments).subList(2, arguments.length);
    List<String> models = chosen.isEmpty() ? names() : chosen;
    List<String> rows = new ArrayList<>();
    for (String model : models) {
      List<String> made = Fork.rows(CorpusRun.class, model);
      made.forEach(row -> System.err.println(row));
      rows.addAll(made);
    }
    Map<String, Double> twins = Twins.run(arguments[1], folder.resolve("corpus"), models);
    rows.sort(Comparator.comparingDouble(row -> -badness(row, twins)));
    System.out.printf(
        LINE,
        "model",
        "dimension",
        "us/gradient",
        "NumPyro us",
        "ratio",
        "B/grad.",
        "ms trace",
        "ms comp.",
        "code B",
        "equal");
    rows.forEach(row -> print(row, twins));
    twins.values().stream().findAny().ifPresent(_ -> summary(rows, twins));
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("corpus.json"), "[" + String.join(",\n ", rows) + "]\n");
  }

  static List<String> names() {
    List<String> names = new ArrayList<>(PeerModels.all().keySet());
    Corpus.all().forEach(study -> names.add(study.name()));
    Path folder = Path.of(System.getProperty("merapi.posteriordb", ""));
    ReferenceModels.all().keySet().stream()
        .filter(name -> Files.isDirectory(folder.resolve(name)))
        .forEach(names::add);
    return names;
  }

  private static double number(String row, String field) {
    return Double.parseDouble(GradientRow.field(row, field));
  }

  /** Theirs over ours. */
  private static double ratio(String row, Map<String, Double> twins) {
    double theirs = twins.getOrDefault(GradientRow.field(row, "model"), Double.NaN);
    return theirs / number(row, "ns_gradient");
  }

  private static double badness(String row, Map<String, Double> twins) {
    double ratio = ratio(row, twins);
    return Double.isNaN(ratio) ? number(row, "ns_gradient") * 1e-12 : 1 / ratio;
  }

  private static void print(String row, Map<String, Double> twins) {
    double ratio = ratio(row, twins);
    double ours = number(row, "ns_gradient") / 1000;
    System.out.printf(
        LINE,
        GradientRow.field(row, "model"),
        GradientRow.field(row, "dimension"),
        text(ours),
        Double.isNaN(ratio) ? "" : text(ours * ratio),
        Double.isNaN(ratio) ? "" : text(ratio),
        GradientRow.field(row, "bytes_gradient"),
        GradientRow.field(row, "ms_trace"),
        GradientRow.field(row, "ms_compile"),
        GradientRow.field(row, "code_bytes"),
        GradientRow.field(row, "equal"));
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
  }

  private static void summary(List<String> rows, Map<String, Double> twins) {
    double[] ratios =
        rows.stream()
            .mapToDouble(row -> ratio(row, twins))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double logs = 0;
    for (double ratio : ratios) {
      logs += Math.log(ratio);
    }
    System.out.printf(
        Locale.ROOT,
        "%d models beside NumPyro: worst %.2f, median %.2f, geometric mean %.2f%n",
        ratios.length,
        ratios[0],
        ratios[ratios.length / 2],
        Math.exp(logs / ratios.length));
  }
}
