import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats every Java file in the given folder, or with {@code --check} only names the files that
 * differ from their format. Files below a {@code target} folder are generated and left alone.
 *
 * <p>Run by the build from the root of the project, as a single source file.
 */
public final class Format {
  private static final Formatter FORMATTER = new Formatter();

  private Format() {}

  /** Exits with 1 when {@code --check} finds a file that formatting would change. */
  public static void main(String[] args) throws IOException {
    List<Path> differing =
        sources(Path.of(args[0])).parallelStream().filter(Format::differs).sorted().toList();
    if (!List.of(args).contains("--check")) {
      for (Path file : differing) {
        Files.writeString(file, formatted(file));
        System.out.println("Formatted " + file);
      }
    } else if (!differing.isEmpty()) {
      differing.forEach(System.err::println);
      System.err.println(
          "The files above are not formatted. `mvn -q -N validate exec:exec@format` formats them.");
      System.exit(1);
    }
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .map(Path::normalize)
          .filter(
              file ->
                  Stream.iterate(file, f -> f.getParent())
                      .limit(file.getNameCount())
                      .noneMatch(f -> f.endsWith("target")))
          .toList();
    }
  }

  private static boolean differs(Path file) {
    try {
      return !Files.readString(file).equals(formatted(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String formatted(Path file) throws IOException {
    try {
      String text = RemoveUnusedImports.removeUnusedImports(Files.readString(file));
      return FORMATTER.formatSource(ImportOrderer.reorderImports(text, Style.GOOGLE));
    } catch (FormatterException e) {
      throw new IOException(file + " cannot be formatted: " + e.getMessage(), e);
    }
  }
}
