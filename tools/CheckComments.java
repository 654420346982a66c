import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Names every public or protected element of the library that has no doc comment. It is what
 * doclint calls a missing comment; a missing tag is fine, since most would only repeat a name, and
 * so is a compact constructor, which does what its record says.
 *
 * <p>Run by the build, as a single source file on the class path of the library, with the source
 * folders to look into.
 */
public final class CheckComments {
  private static final String MISSING_COMMENT = "no comment";
  private static final Pattern COMPACT_CONSTRUCTOR =
      Pattern.compile(" *(public|protected) \\w+ \\{");

  private CheckComments() {}

  /** Exits with 1 when a comment is missing. */
  public static void main(String[] args) throws IOException {
    List<String> missing = new ArrayList<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      compiler
          .getTask(
              null,
              files,
              found -> {
                if (found.getMessage(Locale.ENGLISH).equals(MISSING_COMMENT)
                    && !COMPACT_CONSTRUCTOR.matcher(line(found)).matches()) {
                  missing.add(place(found));
                }
              },
              List.of(
                  "-proc:none",
                  "-Xdoclint:missing/protected",
                  "-Xmaxwarns",
                  "100000",
                  "--add-modules=jdk.incubator.vector",
                  "--class-path",
                  System.getProperty("java.class.path"),
                  "-d",
                  Files.createTempDirectory("comments").toString()),
              null,
              files.getJavaFileObjectsFromPaths(sources(args)))
          .call();
    }
    missing.stream().sorted().forEach(System.err::println);
    if (!missing.isEmpty()) {
      System.err.println(
          "The "
              + missing.size()
              + " public elements above have no doc comment: define each in one.");
      System.exit(1);
    }
  }

  private static String place(Diagnostic<? extends JavaFileObject> found) {
    return found.getSource().getName() + ":" + found.getLineNumber();
  }

  private static String line(Diagnostic<? extends JavaFileObject> found) {
    try (Stream<String> lines = Files.lines(Path.of(found.getSource().getName()))) {
      return lines.skip(found.getLineNumber() - 1).findFirst().orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> sources(String[] folders) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String folder : folders) {
      if (Files.isDirectory(Path.of(folder))) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
      }
    }
    return sources;
  }
}
