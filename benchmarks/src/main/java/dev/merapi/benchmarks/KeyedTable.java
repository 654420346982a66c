package dev.merapi.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures predictive draws and bounds as functions of a key, each model in a JVM of its own with
 * this JVM's flags, prints a table and writes {@code keyed.json}. Arguments: the folder to write
 * to, then the models, or none for all.
 */
public final class KeyedTable {
  private static final String LINE = "%-10s %-9s %12s %12s %8s %12s %10s%n";

  private KeyedTable() {}

  /** Runs the table. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    List<String> models = List.of(arguments).subList(1, arguments.length);
    System.out.printf(
        LINE, "model", "what", "us program", "us compiled", "ratio", "us first", "bytes");
    List<String> rows = new ArrayList<>();
    for (String model : models.isEmpty() ? KeyedModel.all().keySet() : models) {
      for (String row : Fork.rows(Keyed.class, model)) {
        rows.add(row);
        System.out.printf(
            LINE,
            model,
            GradientRow.field(row, "what").replace("\"", ""),
            GradientRow.field(row, "us_program"),
            GradientRow.field(row, "us_compiled"),
            GradientRow.field(row, "ratio") + "x",
            GradientRow.field(row, "us_first"),
            GradientRow.field(row, "bytes"));
      }
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("keyed.json"), "[" + String.join(",\n ", rows) + "]\n");
  }
}
