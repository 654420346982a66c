package dev.merapi.report.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file or a folder that is deleted in the end, with all that is in it.
 *
 * @param path where it is
 */
public record Scratch(Path path) implements Closeable {
  @Override
  public void close() throws IOException {
    clear();
  }

  /** Deletes it, if it is there. */
  public void clear() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(path)) {
      List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.delete(each);
      }
    }
  }
}
