package dev.merapi.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures every reference model, each in a JVM of its own with this JVM's flags, prints a table
 * and writes {@code gradients.json}. Arguments: the folder to write to, then the models, or none
 * for all. The column "Stan" is the time per leapfrog of rstan 2.32.7 at {@code -O3 -march=native}
 * on a two-core Xeon, so its ratio is a guide only; run Stan beside it for a true one.
 */
public final class GradientTable {
  private static final Map<String, Double> STAN_NANOSECONDS =
      Map.of(
          "es", 4.62e3, "lr1k", 112e3, "lr10k", 1500e3, "radon", 47.5e3, "gp", 267e3, "mvn50",
          26.4e3, "gmm", 422e3, "hmm4", 1010e3, "hmm16", 3260e3);
  private static final String LINE = "%-6s %-12s %14s %9s %14s %9s %9s %10s %7s%n";

  private GradientTable() {}

  /** Runs the table. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    List<String> models = List.of(arguments).subList(1, arguments.length);
    List<String> rows = new ArrayList<>();
    System.out.printf(
        LINE,
        "model",
        "executor",
        "ns/gradient",
        "B/grad.",
        "ns/leapfrog",
        "ms first",
        "ms peak",
        "ESS/s",
        "Stan");
    for (String model : models.isEmpty() ? PeerModels.all().keySet() : models) {
      for (String row : Fork.rows(Gradients.class, model)) {
        rows.add(row);
        print(row);
      }
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("gradients.json"), "[" + String.join(",\n ", rows) + "]\n");
  }

  private static void print(String row) {
    String model = GradientRow.field(row, "model");
    String leapfrog = GradientRow.field(row, "ns_leapfrog");
    double stan = STAN_NANOSECONDS.getOrDefault(model, Double.NaN);
    String ratio =
        leapfrog.isEmpty()
            ? ""
            : String.format(Locale.ROOT, "%.1fx", stan / Double.parseDouble(leapfrog));
    System.out.printf(
        LINE,
        model,
        GradientRow.field(row, "executor"),
        GradientRow.field(row, "ns_gradient"),
        GradientRow.field(row, "bytes_gradient"),
        leapfrog,
        GradientRow.field(row, "ms_first"),
        GradientRow.field(row, "ms_peak"),
        GradientRow.field(row, "ess_per_s"),
        ratio);
  }
}
