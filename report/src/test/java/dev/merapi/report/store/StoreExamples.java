package dev.merapi.report.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.report.result.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be written or read is a sentence, and nothing is lost. */
class StoreExamples {
  private static final Results RESULTS = Generated.results(new Random(5));

  @TempDir Path folder;

  @Test
  void anUnknownEndingIsRefused() {
    refused("names no format", () -> Store.at(Path.of("a.nc")));
  }

  @Test
  void aFolderThatIsThereIsKept() throws IOException {
    Path there = Files.createDirectory(folder.resolve("a.zarr"));
    Files.writeString(there.resolve("mine"), "dear");
    refused("is never replaced", () -> Store.at(there).write(RESULTS));
    assertEquals("dear", Files.readString(there.resolve("mine")));
  }

  @Test
  void aFileInTheWayOfTheFolderIsASentence() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "dear");
    for (String name : List.of("a.json", "a.zarr")) {
      refused("nothing is left of it", () -> Store.at(file.resolve(name)).write(RESULTS));
    }
    assertEquals("dear", Files.readString(file));
  }

  /** A disk that is full while it writes: whatever was begun is gone, and the old file is there. */
  @Test
  void aFullDiskLeavesTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("draws.csv"), "old");
    refused(
        "No space left on device",
        () ->
            Whole.file(
                file,
                writer -> {
                  writer.write("half");
                  throw new IOException("No space left on device");
                }));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("draws.csv"), names(folder));
    refused(
        "No space left on device",
        () ->
            Whole.folder(
                folder.resolve("a.zarr"),
                part -> {
                  Files.writeString(part.resolve("half"), "half");
                  throw new IOException("No space left on device");
                }));
    assertEquals(List.of("draws.csv"), names(folder));
  }

  @Test
  void whatIsNotThereIsASentence() {
    refused("There is no file", () -> Store.at(folder.resolve("absent.json")).read());
    refused("There is no file", () -> Store.at(folder.resolve("absent.zarr")).read());
  }

  /** Cut anywhere, a file of text is no results. */
  @Test
  void halfATextIsRefused() throws IOException {
    Path file = folder.resolve("a.json");
    Store.at(file).write(RESULTS);
    String text = Files.readString(file);
    for (int length = 0; length < text.length(); length += 97) {
      Files.writeString(file, text.substring(0, length));
      refused("cannot be read", () -> Store.at(file).read());
    }
  }

  /** A chunk that is cut, or of which one bit is wrong, is noticed. */
  @Test
  void aDamagedChunkIsRefused() throws IOException {
    Path store = folder.resolve("a.zarr");
    Store.at(store).write(RESULTS);
    Path chunk = store.resolve("sample_stats/lp/c/0/0");
    byte[] good = Files.readAllBytes(chunk);
    Files.write(chunk, java.util.Arrays.copyOf(good, good.length / 2));
    refused("cannot be read", () -> Store.at(store).read());
    byte[] bad = good.clone();
    bad[good.length / 2] ^= 1;
    Files.write(chunk, bad);
    refused("cannot be read", () -> Store.at(store).read());
    Files.delete(chunk);
    assertThrows(FileException.class, () -> Store.at(store).read());
  }

  @Test
  void aTextThatIsNoResultsIsASentence() throws IOException {
    for (String text :
        List.of(
            "[1, 2]",
            "{}",
            "{\"posterior\": {\"mu\": [[1, 2], [3]]}}",
            "{\"posterior\": {\"mu\": \"x\"}}",
            "nothing")) {
      Path file = Files.writeString(folder.resolve("b.json"), text);
      refused("cannot be read", () -> Store.at(file).read());
    }
  }

  /** As ArviZ writes it: dims of arrays without labels are not named. */
  @Test
  void aFileOfArvizIsRead() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c.json"),
            """
            {"posterior": {"mu": [[1.5, NaN]], "theta": [[[1, 2], [3, 4]]]}, "posterior_attrs": {"created_at": "today"},
             "sample_stats": {"diverging": [[true, false]]}, "coords": {"school": ["A", "B"]},
             "dims": {"theta": ["school"]}, "attrs": {}}
            """);
    Results results = Store.at(file).read();
    assertEquals("today", results.group("posterior").attributes().get("created_at"));
    assertEquals(
        List.of("A", "B"),
        results.group("posterior").variables().get("theta").axes().get(2).labels());
    assertEquals(4, results.posterior().draw(1).get("theta").toArray()[1]);
    assertEquals(1, results.posterior().statistic("diverging")[0][0]);
    assertFalse(Files.exists(folder.resolve("c.json.part")));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static void refused(String words, org.junit.jupiter.api.function.Executable action) {
    String message = assertThrows(FileException.class, action).getMessage();
    assertTrue(message.contains(words), message);
  }
}
