import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Formats every Java file in the given folder, or with {@code --check} only names the files that
 * differ from their format. Files below a {@code target} folder are generated and left alone, and
 * so are the lines from {@code // @formatter:off} to {@code // @formatter:on}: a model written with
 * flatMap reads as a list of statements only at constant indentation.
 *
 * <p>Run by the build from the root of the project, as a single source file.
 */
public final class Format {
  private static final Formatter FORMATTER = new Formatter();
  private static final Pattern LEFT_ALONE =
      Pattern.compile(
          "^ *// @formatter:off$.*?^ *// @formatter:on$", Pattern.DOTALL | Pattern.MULTILINE);

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
          "The files above are not formatted. `mvn -q -pl tools/style validate exec:exec@format` formats them.");
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
      String used = RemoveUnusedImports.removeUnusedImports(Files.readString(file));
      String text = ImportOrderer.reorderImports(used, Style.GOOGLE);
      return FORMATTER.formatSource(text, formattable(text).asRanges());
    } catch (FormatterException e) {
      throw new IOException(file + " cannot be formatted: " + e.getMessage(), e);
    }
  }

  private static RangeSet<Integer> formattable(String text) {
    RangeSet<Integer> ranges = TreeRangeSet.create(List.of(Range.closedOpen(0, text.length())));
    for (Matcher region = LEFT_ALONE.matcher(text); region.find(); ) {
      ranges.remove(Range.closedOpen(region.start(), region.end()));
    }
    return ranges;
  }
}
