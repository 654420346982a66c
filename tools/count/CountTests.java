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
 * <p>Run by the build, as a single source file in the root of the project, with the name of the
 * build folder of a module and the time at which the build started.
 */
public final class CountTests {
  private static final List<String> COLUMNS = List.of("tests", "failures", "errors", "skipped");

  private CountTests() {}

  /** Exits with 1 when a test failed, or when a module that has tests ran none. */
  public static void main(String[] args) throws Exception {
    Instant start = Instant.parse(args[1]);
    long[] total = new long[COLUMNS.size()];
    boolean complete = true;
    for (Path module : modules()) {
      List<Path> reports = reports(module.resolve(args[0]).resolve("surefire-reports"), start);
      for (Path report : reports) {
        add(report, total);
      }
      if (reports.isEmpty()) {
        System.err.println(module + " has tests, and none of them ran.");
        complete = false;
      }
    }
    System.out.printf(
        "All modules: Tests run: %d, Failures: %d, Errors: %d, Skipped: %d%n",
        total[0], total[1], total[2], total[3]);
    System.exit(complete && total[1] + total[2] == 0 ? 0 : 1);
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of(""))) {
      return folders.filter(folder -> Files.isDirectory(folder.resolve("src/test"))).toList();
    }
  }

  private static List<Path> reports(Path folder, Instant start) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
          .filter(file -> file.toFile().lastModified() >= start.toEpochMilli())
          .toList();
    }
  }

  private static void add(Path report, long[] total) throws Exception {
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
