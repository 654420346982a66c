package dev.merapi.effects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every handler, and every place where a user begins, shows an example that runs. */
class DocumentationLaws {
  private static final Pattern HANDLER =
      Pattern.compile(
          "^public record \\w+\\([^{]*implements (Rewrite|Handler|Replacement|Expansion)\\b",
          Pattern.MULTILINE);
  private static final Pattern SHOWN =
      Pattern.compile(
          "@snippet class=\"dev\\.merapi\\.effects\\.DocumentedExamples\" region=\"(\\w+)\"");
  private static final Pattern REGION = Pattern.compile("// @start region=\"(\\w+)\"");

  /** Entries that are no handlers. */
  private static final Set<String> ENTRIES =
      Set.of(
          "Diagram",
          "EnumerateSequential",
          "Explain",
          "Models",
          "Plating",
          "Rewrite",
          "Run",
          "Trace");

  /** A program's names and enumerated values are looked after by machinery, not by users. */
  private static final Set<String> NOT_FOR_USERS = Set.of("Addressed");

  @Test
  void handlersAndEntriesShowAnExample() throws IOException {
    Set<String> bare = new TreeSet<>();
    Set<String> met = new TreeSet<>();
    for (Path file : sources()) {
      String name = file.getFileName().toString().replace(".java", "");
      String text = Files.readString(file);
      boolean entry = ENTRIES.contains(name);
      if (entry) {
        met.add(name);
      }
      if ((entry || HANDLER.matcher(text).find())
          && !NOT_FOR_USERS.contains(name)
          && !SHOWN.matcher(text).find()) {
        bare.add(name);
      }
    }
    assertEquals(Set.of(), bare);
    assertEquals(new TreeSet<>(ENTRIES), met);
  }

  /** What is shown is there, and what is there is shown. */
  @Test
  void regionsAndSnippetsAreTheSame() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (Path file : sources()) {
      shown.addAll(names(SHOWN, Files.readString(file)));
    }
    Path examples = module().resolve("src/test/java/dev/merapi/effects/DocumentedExamples.java");
    assertEquals(names(REGION, Files.readString(examples)), shown);
    assertTrue(shown.size() > 20, shown.toString());
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> all = Files.walk(module().resolve("src/main/java"))) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("internal"))
          .toList();
    }
  }

  /** The folder of the module: the working directory of a test, or beside it. */
  private static Path module() {
    return Path.of("").toAbsolutePath().resolveSibling("effects");
  }
}
