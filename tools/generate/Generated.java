import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sources that a generator writes into one folder. A file that is already as it should be keeps
 * its time, so that javac finds nothing to do; a file that is no longer written is deleted.
 */
final class Generated {
  private Generated() {}

  /**
   * Makes the folder hold these sources and no other.
   *
   * @param sources the text of each type by its qualified name
   */
  static void write(Path folder, Map<String, String> sources) throws IOException {
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = file(folder, source.getKey());
      Files.createDirectories(file.getParent());
      if (!Files.exists(file) || !Files.readString(file).equals(source.getValue())) {
        Files.writeString(file, source.getValue());
      }
    }
    List<Path> wanted = sources.keySet().stream().map(name -> file(folder, name)).toList();
    for (Path file : files(folder)) {
      if (!wanted.contains(file)) {
        Files.delete(file);
      }
    }
  }

  private static Path file(Path folder, String type) {
    return folder.resolve(type.replace('.', '/') + ".java");
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
