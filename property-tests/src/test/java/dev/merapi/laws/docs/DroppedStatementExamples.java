package dev.merapi.laws.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A statement of the language is a value, and does nothing where it is dropped: compilers with
 * Error Prone say so, since the packages of the language are marked. Without Error Prone on the
 * class path, as outside of Maven, the tests are skipped.
 */
final class DroppedStatementExamples {
  private static final List<String> OF_COMPILER =
      List.of("api", "file", "main", "model", "parser", "processing", "tree", "util");

  @Test
  void anObservationThatIsDroppedIsAnError(@TempDir Path folder) throws Exception {
    String messages =
        compiled(
            folder,
            """
            sample("mu", normal(0, 1)).flatMap(mu -> {
              observe("y", normal(mu, 1), 0.5);
              return pure(mu);
            });
            """);
    assertTrue(messages.contains("[CheckReturnValue] The result of `observe(...)`"), messages);
  }

  @Test
  void aHandlerThatIsDroppedIsAnError(@TempDir Path folder) throws Exception {
    String messages =
        compiled(
            folder,
            """
            sample("mu", normal(0, 1));
                static { new Mask(true).on(model); }
            """);
    assertTrue(messages.contains("[CheckReturnValue] The result of `on(...)`"), messages);
  }

  @Test
  void aProgramThatUsesAllItsStatementsCompiles(@TempDir Path folder) throws Exception {
    String messages =
        compiled(
            folder,
            """
            sample("mu", normal(0, 1)).flatMap(mu -> observe("y", normal(mu, 1), 0.5));
            """);
    assertEquals("", messages);
  }

  /** What the compiler says of a class with this model. */
  private static String compiled(Path folder, String model) throws Exception {
    String path = System.getProperty("java.class.path", "");
    assumeTrue(path.contains("error_prone_core"), "Error Prone is not on the class path");
    Path file =
        Files.writeString(
            folder.resolve("Written.java"),
            """
            import static dev.merapi.distributions.Distributions.*;
            import static dev.merapi.effects.Models.*;

            import dev.merapi.effects.Model;
            import dev.merapi.effects.handler.Mask;

            final class Written {
              static final Model<?> model = %s}
            """
                .formatted(model));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    OF_COMPILER.forEach(
        part ->
            command.add(
                "-J--add-exports=jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED"));
    Stream.of("code", "comp")
        .map(part -> "-J--add-opens=jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED")
        .forEach(command::add);
    command.addAll(
        List.of(
            "-XDcompilePolicy=simple",
            "--should-stop=ifError=FLOW",
            "-XDaddTypeAnnotationsToSymbol=true",
            "-processorpath",
            path,
            "-Xplugin:ErrorProne -XepDisableAllChecks -Xep:CheckReturnValue:ERROR",
            "-cp",
            path,
            "-d",
            folder.toString(),
            file.toString()));
    Process javac = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
