package dev.merapi.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A measuring program in a JVM of its own, with the flags of this one. */
final class Fork {
  private Fork() {}

  /** The lines of JSON that the program prints for a model. */
  static List<String> rows(Class<?> program, String model)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName(), model));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> rows;
    try (var reader = process.inputReader()) {
      rows = reader.lines().filter(line -> line.startsWith("{")).toList();
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          "Measuring '%s' failed; run %s %s to see why"
              .formatted(model, program.getSimpleName(), model));
    }
    return rows;
  }
}
