package dev.merapi.laws.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.report.plot.Plot;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The Java of each page, as one program: its blocks in their order share their variables. */
class SnippetExamples {
  static final List<String> PAGES =
      List.of(
          "docs/from-pyro.md",
          "docs/missing-data.md",
          "docs/guide/first-model.md",
          "docs/guide/data.md",
          "docs/guide/variational.md",
          "docs/guide/checking.md",
          "docs/guide/comparing.md",
          "docs/guide/hierarchy.md",
          "docs/guide/discrete.md",
          "docs/guide/plates.md",
          "docs/guide/handlers.md",
          "docs/guide/testing.md",
          "docs/guide/custom-inference.md",
          "docs/guide/equations.md",
          "docs/guide/processes.md",
          "CONTRIBUTING.md",
          "README.md");

  @TestFactory
  Stream<DynamicTest> thePagesRun(@TempDir Path folder) {
    return PAGES.stream()
        .filter(page -> Files.exists(root().resolve(page)))
        .map(page -> DynamicTest.dynamicTest(page, () -> run(page, folder)));
  }

  /** Whoever sees the library for the first time has few words to learn. */
  @Test
  void aFirstProgramImportsFromThreePackages() throws IOException {
    String first = Page.blocks(Files.readString(root().resolve("README.md"))).getFirst();
    Set<String> packages =
        Pattern.compile("^import (?:static )?([a-z.]+)\\.[A-Z]", Pattern.MULTILINE)
            .matcher(first)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertEquals(
        Set.of("dev.merapi.distributions", "dev.merapi.effects", "dev.merapi.infer"), packages);
  }

  @Test
  void aPageIsReadBlockByBlock() {
    List<String> blocks = Page.blocks("text\n```java\nint a = 1;\n```\n```\nplain\n```\n");
    assertEquals(List.of("int a = 1;\n"), blocks);
  }

  @Test
  void aProgramRuns(@TempDir Path folder) throws Exception {
    String program =
        """
        import java.time.Month;

        /** A program. */
        public final class Loud {
          public static void main(String[] args) {
            throw new IllegalStateException(Month.MAY.name());
          }
        }
        """;
    Page.compile("Program", List.of(program), folder);
    Throwable thrown =
        assertThrows(InvocationTargetException.class, () -> Page.run("Program", folder)).getCause();
    assertEquals("MAY", thrown.getMessage());
  }

  private static void run(String page, Path folder) throws Exception {
    Map<?, ?> pictures = pictures(page, folder);
    for (Map.Entry<?, ?> picture : pictures.entrySet()) {
      assertTrue(
          Files.exists(root().resolve("docs/pictures/" + picture.getKey() + ".svg")),
          picture.getKey()
              + " is not drawn: mvn -q -Pquick -pl property-tests -am test-compile exec:exec@pictures");
      assertTrue(
          picture.getValue() instanceof Plot || picture.getValue() instanceof String,
          picture.getKey() + " is no picture");
    }
  }

  /** Runs a page, and returns what its pictures show. */
  static Map<?, ?> pictures(String page, Path folder) throws Exception {
    String text = Files.readString(root().resolve(page));
    List<String> blocks = new ArrayList<>(Page.blocks(text));
    assertFalse(page.startsWith("docs") && blocks.isEmpty(), page + " shows no Java");
    if (blocks.isEmpty()) {
      return Map.of();
    }
    blocks.replaceAll(
        block -> block.replace("Path.of(\"examples/", "Path.of(\"" + root() + "/examples/"));
    blocks.add(Page.keeping(Page.pictures(text)));
    String name = page.replaceAll("[^A-Za-z]", "_");
    Page.compile(name, blocks, folder);
    return Page.run(name, folder);
  }

  /** The folder of the project: the working directory of a test is its module. */
  static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("docs")) ? here : here.resolve("..").normalize();
  }
}
