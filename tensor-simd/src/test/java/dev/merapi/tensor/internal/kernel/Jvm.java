package dev.merapi.tensor.internal.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Another JVM of the same kind on the same class path, with flags of its own and no others. */
final class Jvm {
  /** Variables that a JVM takes further flags from; it says so in its output. */
  private static final Set<String> FLAGS =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private Jvm() {}

  /** What it printed, line by line. */
  record Result(List<String> out, List<String> err) {}

  static Result run(List<String> flags, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    Path err = Files.createTempFile("jvm", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
      builder.environment().keySet().removeAll(FLAGS);
      Process process = builder.start();
      List<String> out =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      int status = process.waitFor();
      List<String> errors = Files.readAllLines(err);
      if (status != 0) {
        throw new AssertionError(command + " ended with " + status + ": " + errors);
      }
      return new Result(out, errors);
    } finally {
      Files.delete(err);
    }
  }
}
