package dev.merapi.examples;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a file wholly or not at all: the text goes to a file of its own beside it, with {@code
 * .part} at its end, which then takes the place of the old file in one step. Whoever reads the path
 * sees the old content or the new, never a part of it.
 */
final class WholeFile {
  private WholeFile() {}

  /** Something that writes text. */
  @FunctionalInterface
  interface Content {
    void writeTo(Writer writer) throws IOException;
  }

  /**
   * Writes {@code content} to {@code file}, in UTF-8, and makes its folder where there is none.
   *
   * @throws BadInput when the folder or the file cannot be written
   */
  static void write(Path file, Content content) {
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = folder.resolve(file.getFileName() + ".part");
      try {
        try (Writer writer = Files.newBufferedWriter(part)) {
          content.writeTo(writer);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new BadInput(
          "%s cannot be written (%s): give a folder that can be written with --out."
              .formatted(file, e));
    }
  }
}
