import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages that a front page leads to, as pages of a package that javadoc reads: links go to where
 * it puts them, names of public types become links, and pictures come along.
 */
final class Guide {
  /** Where the pages stand. */
  static final String PACKAGE = "dev.merapi.guide";

  private static final String FILES = PACKAGE.replace('.', '/') + "/doc-files";

  /**
   * Code that is not to be touched; links, pictures and names in code, which are; and brackets that
   * would be taken for names of types.
   */
  private static final Pattern PART =
      Pattern.compile(
          "(?<fence>^```.*?^```$)"
              + "|(?<image>!)?\\[(?<text>(?:[^\\[\\]]|\\[[^\\]]*\\])*)\\]\\((?<target>[^)\\s]+)\\)"
              + "|(?<!\\[)`(?<code>(?<type>[A-Z]\\w*)[^`\\n]*)`"
              + "|(?<span>`[^`\\n]*`)"
              + "|(?<bare>\\[)",
          Pattern.MULTILINE | Pattern.DOTALL);

  private final Map<String, String> types;
  private final Path out;
  private final Deque<Path> waiting = new ArrayDeque<>();
  private final Set<Path> known = new LinkedHashSet<>();

  private Guide(Map<String, String> types, Path out) {
    this.types = types;
    this.out = out;
  }

  /** Writes the front page as {@code overview.md}, and whatever it leads to. */
  static void write(Path front, Path out) throws IOException {
    Guide guide = new Guide(Types.byName(Path.of("api")), out);
    Files.createDirectories(out.resolve(FILES));
    Files.writeString(
        out.resolve(PACKAGE.replace('.', '/')).resolve("package-info.java"),
        "/** The guide, whose pages the overview lists. */\npackage " + PACKAGE + ";\n");
    guide.known.add(front);
    Files.writeString(out.resolve("overview.md"), guide.page(front, FILES + "/"));
    while (!guide.waiting.isEmpty()) {
      Path page = guide.waiting.remove();
      Files.writeString(out.resolve(FILES).resolve(name(page) + ".md"), guide.page(page, ""));
    }
  }

  private String page(Path page, String below) throws IOException {
    try {
      return PART.matcher(Files.readString(page))
          .replaceAll(part -> Matcher.quoteReplacement(part(page, below, part)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private String part(Path page, String below, MatchResult part) {
    if (part.group("fence") != null || part.group("span") != null) {
      return part.group();
    }
    if (part.group("bare") != null) {
      return "\\[";
    }
    if (part.group("code") != null) {
      String type = types.get(part.group("type"));
      return type == null ? part.group() : "[" + part.group() + "][" + type + "]";
    }
    String target = part.group("target");
    if (target.contains(":")) {
      return part.group();
    }
    String[] pieces = target.split("#", 2);
    Path file = pieces[0].isEmpty() ? page : page.resolveSibling(pieces[0]).normalize();
    if (part.group("image") != null) {
      return "![" + part.group("text") + "](" + below + picture(file) + ")";
    }
    if (!file.toString().endsWith(".md") || !Files.exists(file)) {
      return part.group("text");
    }
    if (known.add(file)) {
      waiting.add(file);
    }
    String html =
        file.equals(known.iterator().next()) ? front(below) : below + name(file) + ".html";
    return "[" + part.group("text") + "](" + html + ")";
  }

  private static String front(String below) {
    return below.isEmpty() ? "../../../../index.html" : "index.html";
  }

  private String picture(Path file) {
    try {
      Path copy = out.resolve(FILES).resolve(file.getFileName());
      if (!Files.exists(copy)) {
        Files.copy(file, copy);
      }
      return file.getFileName().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A page of the guide by its name, any other by its path. */
  private static String name(Path page) {
    String path = page.toString().replace(".md", "");
    return path.replaceFirst("^docs/(guide/|decisions/)?", "").replace('/', '-').toLowerCase();
  }
}
