package dev.merapi.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures every discrete model, each in a JVM of its own with this JVM's flags, prints a table and
 * writes {@code discrete.json}. Arguments: the folder to write to, then the models, or none for
 * all.
 */
public final class DiscreteTable {
  private static final String LINE = "%-12s %12s %9s %9s %9s %9s%n";

  private DiscreteTable() {}

  /** Runs the table. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    List<String> models = List.of(arguments).subList(1, arguments.length);
    System.out.printf(LINE, "model", "ns/gradient", "B/grad.", "ms setup", "ms first", "ms/draw");
    List<String> rows = new ArrayList<>();
    for (String model : models.isEmpty() ? DiscreteModels.all().keySet() : models) {
      for (String row : Fork.rows(Discrete.class, model)) {
        rows.add(row);
        print(row);
      }
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("discrete.json"), "[" + String.join(",\n ", rows) + "]\n");
  }

  private static void print(String row) {
    System.out.printf(
        LINE,
        GradientRow.field(row, "model"),
        GradientRow.field(row, "ns_gradient"),
        GradientRow.field(row, "bytes_gradient"),
        GradientRow.field(row, "ms_setup"),
        GradientRow.field(row, "ms_first"),
        GradientRow.field(row, "ms_draw"));
  }
}
