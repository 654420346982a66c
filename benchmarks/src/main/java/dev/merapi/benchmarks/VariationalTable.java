package dev.merapi.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures steps of variational inference, each case in a JVM of its own with this JVM's flags,
 * prints a table and writes {@code variational.json}. Arguments: the folder to write to, then the
 * cases, or none for all.
 */
public final class VariationalTable {
  private static final String LINE = "%-12s %10s %10s %8s %8s %10s%n";

  private VariationalTable() {}

  /** Runs the table. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    List<String> cases = List.of(arguments).subList(1, arguments.length);
    System.out.printf(LINE, "case", "steps/s", "numpyro", "ratio", "bytes", "ms first");
    List<String> rows = new ArrayList<>();
    for (String each : cases.isEmpty() ? VariationalModel.all().keySet() : cases) {
      for (String row : Fork.rows(Variational.class, each)) {
        rows.add(row);
        System.out.printf(
            LINE,
            each,
            GradientRow.field(row, "steps_per_s"),
            GradientRow.field(row, "numpyro"),
            GradientRow.field(row, "ratio") + "x",
            GradientRow.field(row, "bytes"),
            GradientRow.field(row, "ms_first"));
      }
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("variational.json"), "[" + String.join(",\n ", rows) + "]\n");
  }
}
