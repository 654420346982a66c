package dev.merapi.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures every reference model, each in a JVM of its own with this JVM's flags, prints a table
 * and writes {@code gradients.json}. Arguments: the folder to write to, then the models, or none
 * for all.
 */
public final class GradientTable {
  private static final String LINE = "%-6s %-12s %14s %9s %14s %9s %9s %10s%n";

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
        "ESS/s");
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
    System.out.printf(
        LINE,
        GradientRow.field(row, "model"),
        GradientRow.field(row, "executor"),
        GradientRow.field(row, "ns_gradient"),
        GradientRow.field(row, "bytes_gradient"),
        GradientRow.field(row, "ns_leapfrog"),
        GradientRow.field(row, "ms_first"),
        GradientRow.field(row, "ms_peak"),
        GradientRow.field(row, "ess_per_s"));
  }
}
