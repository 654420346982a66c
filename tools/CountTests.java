import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * Prints the number of tests that this build ran, over all modules: the sum of the reports that the
 * test runs left behind. Reports older than the build belong to an earlier one and do not count.
 *
 * <p>Run by the build, as a single source file, in the root of the project, with the name of the
 * build folder of a module and the time at which the build started.
 */
public final class CountTests {
  private static final List<String> COLUMNS = List.of("tests", "failures", "errors", "skipped");

  private CountTests() {}

  /** Exits with 1 when a test failed, or when no test ran at all. */
  public static void main(String[] args) throws Exception {
    Instant start = Instant.parse(args[1]);
    long[] total = new long[COLUMNS.size()];
    for (Path report : reports(args[0])) {
      if (!Files.getLastModifiedTime(report).toInstant().isBefore(start)) {
        Element suite =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getDocumentElement();
        for (int i = 0; i < total.length; i++) {
          total[i] += Long.parseLong(suite.getAttribute(COLUMNS.get(i)));
        }
      }
    }
    System.out.printf(
        "All modules: Tests run: %d, Failures: %d, Errors: %d, Skipped: %d%n",
        total[0], total[1], total[2], total[3]);
    System.exit(total[0] == 0 || total[1] + total[2] > 0 ? 1 : 0);
  }

  private static List<Path> reports(String target) throws IOException {
    try (Stream<Path> modules = Files.list(Path.of("."))) {
      return modules
          .map(module -> module.resolve(target).resolve("surefire-reports"))
          .filter(Files::isDirectory)
          .flatMap(CountTests::reportsIn)
          .toList();
    }
  }

  private static Stream<Path> reportsIn(Path folder) {
    return Stream.of(folder.toFile().listFiles())
        .filter(file -> file.getName().matches("TEST-.*\\.xml"))
        .map(java.io.File::toPath);
  }
}
