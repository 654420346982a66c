import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The public types, as the dumps of the surface list them. */
final class Types {
  private static final Pattern LINE =
      Pattern.compile(
          "^package (?<package>[\\w.]+)$"
              + "|^(?:(?:public|abstract|final|sealed|non-sealed|static) )*"
              + "(?:class|interface|record|enum|@interface) (?<type>\\w+)\\b(?!\\.)",
          Pattern.MULTILINE);

  private Types() {}

  /** Simple name → full name, of those whose simple name is theirs alone. */
  static Map<String, String> byName(Path folder) throws IOException {
    Map<String, String> types = new HashMap<>();
    Set<String> twice = new HashSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> !f.endsWith("owed.txt")).sorted().toList()) {
        String home = "";
        Matcher lines = LINE.matcher(Files.readString(file));
        while (lines.find()) {
          if (lines.group("package") != null) {
            home = lines.group("package");
          } else if (types.put(lines.group("type"), home + "." + lines.group("type")) != null) {
            twice.add(lines.group("type"));
          }
        }
      }
    }
    types.keySet().removeAll(twice);
    return types;
  }
}
