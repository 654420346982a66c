import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DocumentationTool;
import javax.tools.ToolProvider;

/**
 * One reference of all modules, whose front page is the guide: {@code java Documentation.java OUT
 * TARGET CLASSPATH}, in the root of the project; TARGET is where builds put what they generate. The
 * pages of the guide become pages of the package {@code dev.merapi.guide}, and names of types in
 * them links. Fails if the reference has a warning, or a page has a link that leads nowhere.
 */
final class Documentation {
  private static final List<String> MODULES =
      List.of("tensor-simd", "distributions", "effects", "inference", "report", "property-tests");
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

  private Documentation() {}

  /** Writes the reference. */
  public static void main(String[] arguments) throws IOException {
    Path out = Path.of(arguments[0]);
    clear(out);
    Path pages = Files.createDirectories(out.resolve("pages"));
    Guide.write(Path.of("docs", "README.md"), pages);
    List<String> roots =
        MODULES.stream()
            .flatMap(
                module ->
                    Stream.of(
                        module + "/src/main/java",
                        module + "/" + arguments[1] + "/generated-sources/merapi"))
            .filter(root -> Files.isDirectory(Path.of(root)))
            .toList();
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-d", out.resolve("reference").toString(), "-quiet"));
    options.addAll(List.of("-Xdoclint:all,-missing", "--add-modules", "jdk.incubator.vector"));
    options.addAll(List.of("-classpath", arguments[2]));
    options.addAll(List.of("-sourcepath", pages + ":" + String.join(":", roots)));
    options.addAll(List.of("--snippet-path", tests()));
    options.addAll(List.of("-overview", pages.resolve("overview.md").toString()));
    options.addAll(List.of("-windowtitle", "Merapi", "-doctitle", "Merapi"));
    options.addAll(
        List.of("-header", "<a href=\"{@docRoot}/index.html\" style=\"color:inherit\">Guide</a>"));
    options.addAll(packages(roots));
    options.add(Guide.PACKAGE);
    DocumentationTool javadoc =
        Objects.requireNonNull(ToolProvider.getSystemDocumentationTool(), "a JDK");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code = javadoc.run(null, said, said, options.toArray(String[]::new));
    List<String> wrong = new ArrayList<>(complaints(said.toString(StandardCharsets.UTF_8)));
    if (code == 0) {
      dead(out.resolve("reference")).forEach(link -> wrong.add("Leads nowhere: " + link));
    }
    if (code != 0 || !wrong.isEmpty()) {
      System.err.println(String.join("\n", wrong));
      System.exit(1);
    }
    System.out.println(out.resolve("reference").resolve("index.html"));
  }

  /** What javadoc says, but for the one warning that has no switch. */
  private static List<String> complaints(String said) {
    return said.lines()
        .filter(line -> !line.contains("[incubating]") && !line.matches("\\d+ warnings?"))
        .toList();
  }

  private static String tests() {
    return MODULES.stream()
        .map(module -> module + "/src/test/java")
        .collect(Collectors.joining(":"));
  }

  /** The packages that users see. */
  private static List<String> packages(List<String> roots) throws IOException {
    List<String> packages = new ArrayList<>();
    for (String root : roots) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .map(file -> Path.of(root).relativize(file.getParent()).toString().replace('/', '.'))
            .filter(name -> !name.isEmpty() && !("." + name + ".").contains(".internal."))
            .forEach(packages::add);
      }
    }
    return packages.stream().distinct().sorted().toList();
  }

  /** The links of the front page and of the pages of the guide to files that are not there. */
  private static List<String> dead(Path reference) throws IOException {
    List<Path> pages = new ArrayList<>(List.of(reference.resolve("index.html")));
    Path guide = reference.resolve(Guide.PACKAGE.replace('.', '/')).resolve("doc-files");
    try (Stream<Path> all = Files.list(guide)) {
      all.filter(file -> file.toString().endsWith(".html")).forEach(pages::add);
    }
    List<String> dead = new ArrayList<>();
    for (Path page : pages) {
      Matcher links = LINK.matcher(Files.readString(page));
      while (links.find()) {
        String[] target = links.group(1).split("#", 2);
        Path file = target[0].isEmpty() ? page : page.resolveSibling(target[0]).normalize();
        boolean isOutside = target[0].contains(":");
        if (!isOutside && !Files.exists(file)) {
          dead.add(page.getFileName() + ": " + links.group(1));
        } else if (!isOutside
            && target.length == 2
            && !Files.readString(file).contains("id=\"" + target[1] + "\"")) {
          dead.add(page.getFileName() + ": " + links.group(1));
        }
      }
    }
    return dead;
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> inside = Files.walk(folder)) {
        for (Path file : inside.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
