package dev.merapi.report.store;

import dev.merapi.report.internal.Scratch;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Writes a file or a folder wholly or not at all: under a name of its own beside the target, with
 * {@code .part} at its end, which then takes the place of the target in one step. Whoever reads the
 * path sees the old content or the new, never a part of it.
 */
final class Whole {
  private Whole() {}

  /** Something that writes text. */
  @FunctionalInterface
  interface Content {
    /** Writes it. */
    void writeTo(Writer writer) throws IOException;
  }

  /** Something that fills a folder. */
  @FunctionalInterface
  interface Filling {
    void fill(Path folder) throws IOException;
  }

  /**
   * Writes a text in UTF-8, in the place of what the file had, and makes its folder where there is
   * none.
   *
   * @throws FileException where that cannot be done
   */
  static void file(Path file, Content content) {
    try {
      Path part = part(file);
      try {
        try (BufferedWriter writer = Files.newBufferedWriter(part)) {
          content.writeTo(writer);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException | UncheckedIOException | JacksonIOException e) {
      throw FileException.unwritten(file, e);
    }
  }

  /** Writes a folder that is not there yet. */
  static void folder(Path folder, Filling filling) {
    try {
      Path part = part(folder);
      try (Scratch scratch = new Scratch(part)) {
        scratch.clear();
        Files.createDirectory(part);
        filling.fill(part);
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException | UncheckedIOException | JacksonIOException e) {
      throw FileException.unwritten(folder, e);
    }
  }

  private static Path part(Path target) throws IOException {
    Path all = target.toAbsolutePath();
    Path parent = all.getParent();
    if (parent == null) {
      throw new IOException("it is the root of the file system");
    }
    return Files.createDirectories(parent).resolve(all.getFileName() + ".part");
  }
}
