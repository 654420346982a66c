package dev.merapi.report.store;

import java.nio.file.Path;

/**
 * A file of text in UTF-8.
 *
 * @param file where it is
 */
public record TextFile(Path file) {
  /**
   * Writes the text, wholly or not at all, in the place of what is there.
   *
   * @throws FileException where that cannot be done
   */
  public void write(String text) {
    Whole.file(file, writer -> writer.write(text));
  }
}
