package dev.merapi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileExamples {
  @TempDir Path folder;

  @Test
  void theFolderIsMadeAndTheFileReplaced() throws IOException {
    Path file = folder.resolve("a/b/draws.csv");
    WholeFile.write(file, writer -> writer.write("old"));
    WholeFile.write(file, writer -> writer.write("new"));
    assertEquals("new", Files.readString(file));
    assertEquals(List.of("draws.csv"), names(file.getParent()));
  }

  @Test
  void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("draws.csv");
    WholeFile.write(file, writer -> writer.write("old"));
    assertThrows(
        IllegalStateException.class,
        () ->
            WholeFile.write(
                file,
                writer -> {
                  writer.write("half");
                  throw new IllegalStateException("the program stopped");
                }));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("draws.csv"), names(folder));
  }

  @Test
  void aFolderThatIsAFileIsNamed() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "");
    Path file = taken.resolve("draws.csv");
    BadInput error =
        assertThrows(BadInput.class, () -> WholeFile.write(file, writer -> writer.write("x")));
    assertEquals(
        true, error.getMessage().startsWith(file + " cannot be written"), error.getMessage());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
